import { emulate } from '@sallyport/emulator'
import { SallyportError } from '@sallyport/errors'
import { openStage, type Stage } from '../../testing/stage.ts'
import { github } from '../definition.ts'
import { githubVendor } from '../vendor.ts'

/** A repository that the emulated GitHub knows. */
export const HELLO = { owner: 'octocat', repo: 'Hello-World' } as const

/** The tip of every branch of it. */
export const TIP = '6dcb09b5b57875f334f61aebed695e2e4193db5e'

export function onStage(): Promise<Stage> {
  return openStage({ definition: github, play: (options) => emulate(githubVendor, options) })
}

export type Fields = Readonly<Record<string, unknown>>

/** What a call of `entity.action` gives: its record. */
export async function ask(stage: Stage, operation: string, params: Fields): Promise<Fields> {
  const { data } = await stage.call({ ...named(operation), params })
  return Object(data)
}

/** The same for a list. */
export async function askAll(stage: Stage, operation: string, params: Fields): Promise<readonly Fields[]> {
  const { data } = await stage.call({ ...named(operation), params })
  if (!Array.isArray(data)) throw new TypeError(`${operation} gave no list`)
  return data
}

/** The code of the error with which a call fails, and what the vendor says. */
export async function refusal(stage: Stage, operation: string, params: Fields): Promise<string> {
  try {
    await ask(stage, operation, params)
  } catch (error) {
    if (SallyportError.isInstance(error)) return error.code
    throw error
  }
  throw new TypeError(`${operation} did not fail`)
}

/** What the last request said in its body. */
export function lastBody(stage: Stage): unknown {
  return JSON.parse(String(stage.sent.at(-1)?.body))
}

function named(operation: string) {
  const [entity = '', action = ''] = operation.split('.')
  return { entity, action }
}
