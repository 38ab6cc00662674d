import {
  type AssuranceLevel,
  EXTERNAL_METHODS,
  type ExternalMethod,
  externalMethodsFor,
} from '../../../domain/levels.ts';

interface LevelMethods {
  readonly level: AssuranceLevel;
  readonly active: boolean;
  readonly methods: readonly string[];
}

/** Methods that the organisation has and that reach the level, weakest first: what can be chosen, never more. */
export function choosableMethods(levels: readonly LevelMethods[], required: AssuranceLevel): readonly ExternalMethod[] {
  const offered = new Set(
    levels.filter(({ active, level }) => active && level >= required).flatMap(({ methods }) => methods),
  );
  const reaching = externalMethodsFor(required);
  return EXTERNAL_METHODS.filter((method) => offered.has(method) && reaching.includes(method));
}
