import type { ButtonHTMLAttributes, ReactNode } from 'react';
import style from './button.module.css';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  readonly look?: 'normal' | 'primary' | 'quiet';
  readonly small?: boolean;
  /** Only an icon inside; `label` becomes the accessible name. */
  readonly icon?: ReactNode;
  readonly label?: string;
  /** Why the button cannot be used now. It stays focusable, so that the reason can be reached by keyboard. */
  readonly unavailable?: string | undefined;
  readonly testId?: string;
  readonly children?: ReactNode;
}

/** A button. One that cannot be used says why, instead of merely being grey. */
export function Button({
  look = 'normal',
  small,
  icon,
  label,
  unavailable,
  testId,
  children,
  onClick,
  title,
  className,
  ...rest
}: ButtonProps) {
  const classes = [
    style.button,
    look !== 'normal' && style[look],
    small && style.small,
    icon && !children && style.icon,
    className,
  ];
  return (
    <button
      type="button"
      {...rest}
      className={classes.filter(Boolean).join(' ')}
      {...(label !== undefined && { 'aria-label': label })}
      aria-disabled={unavailable !== undefined || undefined}
      aria-description={unavailable}
      title={unavailable ?? title ?? label}
      data-testid={testId}
      onClick={unavailable === undefined ? onClick : undefined}
    >
      {icon}
      {children}
    </button>
  );
}
