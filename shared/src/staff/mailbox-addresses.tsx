import { type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import { parsePath, type To, UNSAFE_NavigationContext, useHref, useLocation } from 'react-router';

const NAME = 'mailbox';

/** The mailbox that an address is in; undefined = one's own. */
export const mailboxOf = (search: string): string | undefined => new URLSearchParams(search).get(NAME) ?? undefined;

/** An address in a mailbox (undefined = one's own); one that says which mailbox it is in keeps it. */
export function addressIn(mailboxId: string | undefined, to: To): Exclude<To, string> {
  const path = typeof to === 'string' ? parsePath(to) : to;
  if (mailboxId === undefined) return path;
  const params = new URLSearchParams(path.search);
  if (params.has(NAME)) return path;
  params.set(NAME, mailboxId);
  return { ...path, search: `?${params}` };
}

export interface MailboxAddressesProps {
  /** Undefined: one's own, whose addresses say nothing. */
  readonly mailboxId: string | undefined;
  readonly children: ReactNode;
}

/**
 * Every address that the screens below lead to is in this mailbox, the links' as well: a reload, a new tab, a bookmark and the way
 * back stay in it. The screens themselves know nothing of it.
 */
export function MailboxAddresses({ mailboxId, children }: MailboxAddressesProps) {
  const outer = useContext(UNSAFE_NavigationContext);
  const href = useHref(useLocation());
  const here = useRef(href);
  useEffect(() => {
    here.current = href;
  }, [href]);
  const value = useMemo(() => {
    const { navigator } = outer;
    const push: typeof navigator.push = (to, state, options) => {
      const next = addressIn(mailboxId, to);
      // A link to where one is leaves no second step back; what is new at the same address has a state.
      if (!state && navigator.createHref(next) === here.current) navigator.replace(next, state, options);
      else navigator.push(next, state, options);
    };
    return {
      ...outer,
      navigator: {
        ...navigator,
        createHref: (to: To) => navigator.createHref(addressIn(mailboxId, to)),
        go: (delta: number) => navigator.go(delta),
        push,
        replace: ((to, state, options) =>
          navigator.replace(addressIn(mailboxId, to), state, options)) satisfies typeof navigator.replace,
      },
    };
  }, [outer, mailboxId]);
  return <UNSAFE_NavigationContext.Provider value={value}>{children}</UNSAFE_NavigationContext.Provider>;
}
