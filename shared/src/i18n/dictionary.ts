/** The same keys as `T` with any words: what a translation must be, no key less and (with `satisfies`) none more. */
export type Dictionary<T> = { readonly [K in keyof T]: T[K] extends string ? string : Dictionary<T[K]> };
