/** What an uploaded definition may measure. */
export const BOUNDS = {
  /** Of its JSON without white space, in UTF-8. */
  bytes: 262_144,
  /** Objects and lists inside each other. */
  depth: 40,
  /** Values of all kinds. */
  values: 50_000,
  /** Of one schema of parameters or of a record. */
  schemaDepth: 8,
  schemaNodes: 2_000,
  /** Different patterns in one definition. */
  patterns: 100,
  /** Problems that are listed. */
  problems: 50,
} as const

/** Names with a meaning of their own in JavaScript: in stored JSON they are an attack. */
export const HOSTILE_NAMES: readonly string[] = ['__proto__', 'constructor', 'prototype']

/** Formats of texts that schemas may ask for. */
export const FORMATS = [
  'date',
  'date-time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'time',
  'uri',
  'uuid',
] as const
