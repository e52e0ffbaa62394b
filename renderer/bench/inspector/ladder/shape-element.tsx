import { memo } from 'react';
import { dashes, type Shape } from '../../../../shared/model/ladder/shape.ts';
import style from './ladder.module.css';

/** One mark as SVG. Texts are text nodes: what they say may come from a stranger. */
export const ShapeElement = memo(function ShapeElement({ shape }: { shape: Shape }) {
  const marks = { 'data-element': shape.element, 'data-provenance': shape.provenance };
  if (shape.kind === 'text') {
    const looks = [style.text, style[`fill-${shape.tone}`], shape.bold && style.bold, shape.italic && style.italic];
    return (
      <text {...marks} x={shape.x} y={shape.y} textAnchor={shape.anchor} className={looks.filter(Boolean).join(' ')}>
        {shape.text}
      </text>
    );
  }
  const looks = [
    style.path,
    shape.stroke && style[`stroke-${shape.stroke}`],
    shape.fill && style[`fill-${shape.fill}`],
  ];
  return (
    <path
      {...marks}
      d={shape.d}
      className={looks.filter(Boolean).join(' ')}
      strokeWidth={shape.stroke ? (shape.width ?? 1) : undefined}
      strokeDasharray={shape.dash && dashes[shape.dash]}
    />
  );
});
