import type { Config } from '../config.ts'
import type { Edge } from '../edge.ts'
import type { OpenDatabase } from '../open-database.ts'

/** What a check has to look at. */
export interface Examined {
  readonly config: Config
  readonly edge: Edge
  readonly database: Pick<OpenDatabase, 'connection' | 'place'>
}

export interface Finding {
  readonly result: 'ok' | 'warning' | 'failure'
  readonly message: string
  /** What to do about it. */
  readonly fix?: string
}

export interface Check {
  readonly name: string
  /** What it throws is a failure too. */
  readonly run: (examined: Examined) => Promise<readonly Finding[]>
}

export const ok = (message: string): Finding => ({ result: 'ok', message })
export const warning = (message: string, fix: string): Finding => ({ result: 'warning', message, fix })
export const failure = (message: string, fix: string): Finding => ({ result: 'failure', message, fix })
