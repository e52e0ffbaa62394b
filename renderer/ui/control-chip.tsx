import style from './control-chip.module.css';

/** A name of the set that Unicode draws in one sign, as ␍ or ␀: two or three letters. */
const short = /^[A-Z][A-Z0-9]{1,2}$/u;

/**
 * A control character by its name, drawn as Unicode's control pictures are (U+2400 to U+2421): its letters descending in
 * little more than one cell. Few fonts have those signs, so the letters are set from the font of the page.
 */
export function ControlChip({ name, ...place }: { name: string; 'data-from'?: number; 'data-len'?: number }) {
  if (name === 'TAB')
    return (
      <span {...place} className={`${style.chip} ${style.tab}`} title="TAB">
        <span className="visually-hidden">TAB</span>
      </span>
    );
  if (!short.test(name))
    return (
      <span {...place} className={`${style.chip} ${style.long}`}>
        {name}
      </span>
    );
  return (
    <span {...place} className={style.chip} data-letters={name.length} title={name}>
      {Array.from(name, (letter, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: letters have no other name
        <b key={i}>{letter}</b>
      ))}
    </span>
  );
}
