import type { Command } from './command.ts'

/**
 * What is done on the host of an engine. Each is loaded when it is called: a command from far does not wait for the
 * engine to be read.
 */
export const HOST_COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).start,
  adopt: async () => (await import('./adopt.ts')).adopt,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./restore.ts')).restore,
  verify: async () => (await import('./verify.ts')).verify,
  doctor: async () => (await import('./doctor.ts')).doctor,
  keys: async () => (await import('./keys.ts')).keys,
  organizations: async () => (await import('./organizations.ts')).organizations,
  applications: async () => (await import('./applications.ts')).applications,
  mcp: async () => (await import('./mcp.ts')).mcp,
  revoke: async () => (await import('./revoke.ts')).revoke,
  usage: async () => (await import('./usage.ts')).usage,
  demo: async () => (await import('./demo.ts')).demo,
  emulate: async () => (await import('./emulate.ts')).emulate,
}

/** All of them, to be listed. */
export function hostCommands(): Promise<Command[]> {
  return Promise.all(Object.values(HOST_COMMANDS).map((load) => load()))
}
