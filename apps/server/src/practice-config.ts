import { join } from 'node:path'
import type { Config } from './config.ts'

/** Settings of an engine to practise on: all in one folder, on a free port, with an emulator as GitHub. */
export function practiceConfig(folder: string, githubUrl: string): Config {
  return {
    host: '127.0.0.1',
    port: 0,
    publicUrl: undefined,
    tls: undefined,
    trustProxy: false,
    dataDirectory: join(folder, 'data'),
    rootKeys: [{ kind: 'file', path: join(folder, 'keys', 'root.key') }],
    databaseUrl: undefined,
    onFailover: 'quarantine',
    logLevel: 'warn',
    limits: {
      application: { calls: 1_000_000, seconds: 60 },
      workspace: { calls: 1_000_000, seconds: 60 },
      connections: 10_000,
      connectionsPerNetwork: 10_000,
    },
    redirectOrigins: new Map([
      ['https://api.github.com', githubUrl],
      ['https://github.com', githubUrl],
    ]),
  }
}
