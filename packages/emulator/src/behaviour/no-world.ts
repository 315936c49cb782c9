import type { TemplateWorld } from './filled.ts'

/** For templates that follow from their variables alone: nothing is there to ask for. */
export const NO_WORLD: TemplateWorld = {
  identifier: () => '',
  next: () => 0,
  highest: () => 0,
  find: () => undefined,
  records: () => [],
  generate: () => null,
}
