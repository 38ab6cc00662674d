import { type ReactNode, useEffect, useState } from 'react';

/** Shows its content only when the wait has lasted: what is quick should not flicker (UX.md: over 300 ms shows that it works). */
export function Delayed({
  milliseconds = 300,
  children,
}: {
  readonly milliseconds?: number;
  readonly children: ReactNode;
}) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return due ? children : null;
}
