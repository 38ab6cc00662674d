import { useFormat } from './use-format.ts';

/** A local time; `short` in lists, with the exact time on hover and for machines. */
export function TimeText({ at, short = false }: { readonly at: string; readonly short?: boolean }) {
  const format = useFormat();
  const exact = format.exact(at);
  return (
    <time dateTime={at} title={exact}>
      {short ? format.short(at) : exact}
    </time>
  );
}
