import { Pool } from 'undici'
import { type Contestant, type Place, TOKEN } from './contestant.ts'

interface Issue {
  readonly number: number
  readonly title: string
  readonly state: string
  readonly user: { readonly login: string }
  readonly labels: readonly { readonly name: string }[]
  readonly updated_at: string
}

const headers = {
  accept: 'application/vnd.github+json',
  'user-agent': 'bench',
  'x-github-api-version': '2022-11-28',
  authorization: `Bearer ${TOKEN}`,
}

/**
 * The baseline: what a program does that was written for this one call. No checks, no deadline, no limits kept, no
 * second attempt, nothing removed from the answer.
 */
export function bare({ port }: Place): Contestant {
  // As many connections as local mode has.
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 256 })
  const ask = async (path: string): Promise<unknown> => {
    const { body } = await pool.request({ method: 'GET', path, headers })
    return JSON.parse(await body.text())
  }
  return {
    async ask(size) {
      if (size === '2 KB') return pick((await ask('/repos/bench/bench/issues/1')) as Issue)
      return ((await ask('/repos/bench/bench/issues?per_page=25')) as Issue[]).map(pick)
    },
  }
}

function pick({ number, title, state, user, labels, updated_at }: Issue) {
  return {
    number,
    title,
    state,
    user: { login: user.login },
    labels: labels.map(({ name }) => ({ name })),
    updated_at,
  }
}
