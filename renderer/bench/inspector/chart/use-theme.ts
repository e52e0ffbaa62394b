import { useEffect, useState } from 'react';

/** A name for the colours in force; changes with the chosen theme and with the system's. */
export function useTheme(): string {
  const [theme, setTheme] = useState(nameOf);
  useEffect(() => {
    const look = () => setTheme(nameOf());
    const observer = new MutationObserver(look);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', look);
    return () => {
      observer.disconnect();
      system.removeEventListener('change', look);
    };
  }, []);
  return theme;
}

const nameOf = () => getComputedStyle(document.documentElement).getPropertyValue('--canvas').trim();
