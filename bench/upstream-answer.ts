export const PATH = '/repos/bench/bench'
/** What each contestant is asked to give of it. */
export const FIELDS = ['id', 'full_name', 'description', 'owner', 'stargazers_count']
export const BYTES = 2048

/** A repository as GitHub shows it, 2 KB of JSON. */
export function answer(): string {
  const record = {
    id: 1296269,
    node_id: 'MDEwOlJlcG9zaXRvcnkxMjk2MjY5',
    name: 'bench',
    full_name: 'bench/bench',
    owner: {
      login: 'bench',
      id: 1,
      node_id: 'MDQ6VXNlcjE=',
      type: 'User',
      html_url: 'https://github.com/bench',
    },
    private: false,
    description: 'A repository to measure with',
    fork: false,
    stargazers_count: 80,
    topics: Array.from({ length: 20 }, (_, index) => `topic-${index}`),
    urls: Object.fromEntries(
      Array.from({ length: 14 }, (_, index) => [
        `u${index}`,
        `https://api.github.com/repos/bench/bench/${index}`,
      ]),
    ),
    filler: '',
  }
  const missing = BYTES - Buffer.byteLength(JSON.stringify(record))
  return JSON.stringify({ ...record, filler: 'x'.repeat(missing) })
}
