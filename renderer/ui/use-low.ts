import { useCallback, useState } from 'react';

/** Whether an element is lower than a height in CSS pixels, from the first paint on; with the ref that has to stand on it. */
export function useLow(height: number) {
  const [low, setLow] = useState(false);
  const ref = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      const look = () => setLow(element.clientHeight < height);
      look();
      const observer = new ResizeObserver(look);
      observer.observe(element);
      return () => observer.disconnect();
    },
    [height],
  );
  return { ref, low };
}
