import { Check, Copy } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { notify } from '../state/notices.ts';
import { Button } from './button.tsx';

const CONFIRM_MS = 1_500;

/** Copies a text and says that it has. */
export function CopyButton({
  text,
  children,
  small,
  label,
}: {
  text: string;
  children?: ReactNode;
  small?: boolean;
  label?: string;
}) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => {
        setCopied(true);
        setTimeout(() => setCopied(false), CONFIRM_MS);
      },
      () => notify('problem', 'The text could not be copied.', 'The browser did not allow it.'),
    );
  const icon = copied ? <Check size={14} /> : <Copy size={14} />;
  return (
    <Button
      small={small ?? false}
      look={children ? 'normal' : 'quiet'}
      icon={icon}
      {...(label !== undefined && { label: copied ? 'Copied' : label })}
      onClick={() => void copy()}
    >
      {children && (copied ? 'Copied' : children)}
    </Button>
  );
}
