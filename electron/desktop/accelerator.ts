// Keys as commands write them (`$mod+Shift+E`) in the words of Electron's accelerators (`CmdOrCtrl+Shift+E`).

const names: Readonly<Record<string, string>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Escape: 'Esc',
  ' ': 'Space',
  '+': 'Plus',
};

/**
 * The accelerator for a command's keys; undefined for those a native menu must not show: sequences, and keys that type a
 * character, which would be taken out of every text field. On Apple's keyboards Alt stands for Control (ux.md 6.1).
 */
export function acceleratorOf(keys: string | undefined, platform: NodeJS.Platform): string | undefined {
  if (!keys || keys.trim().includes(' ')) return undefined;
  const parts = keys.split(/(?<=[\w$])\+/u);
  const key = parts.pop() ?? '';
  const types = key.length === 1 && parts.every((modifier) => modifier === 'Shift');
  const bare = parts.length === 0 && !/^F\d{1,2}$/u.test(key);
  if (types || bare || key === '') return undefined;
  const held = parts.map((modifier) => {
    if (modifier === '$mod') return 'CmdOrCtrl';
    if (modifier === 'Alt' && platform === 'darwin') return 'Ctrl';
    return modifier === 'Control' ? 'Ctrl' : modifier;
  });
  return [...held, names[key] ?? (key.length === 1 ? key.toUpperCase() : key)].join('+');
}
