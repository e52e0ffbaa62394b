/** The product's mark: two ends of one connection, each in its own colour. */
export function Mark({ size }: { size: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      strokeLinecap="round"
      strokeWidth="2.4"
    >
      <path d="M3 4v12" stroke="var(--client)" />
      <path d="M17 4v12" stroke="var(--server)" />
      <path d="M5.8 7.6h6.6" stroke="var(--client)" />
      <path d="M14.2 12.4H7.6" stroke="var(--server)" />
    </svg>
  );
}
