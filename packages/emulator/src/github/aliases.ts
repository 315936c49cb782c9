/**
 * GitHub's links name a thing by its id where the request named it: the next page of
 * `/repos/{owner}/{repo}/issues` is at `/repositories/{id}/issues`.
 */
const KINDS = [
  { named: /^\/repos\/[^/]+\/[^/]+/, numbered: '/repositories' },
  { named: /^\/orgs\/[^/]+/, numbered: '/organizations' },
  { named: /^\/users\/[^/]+/, numbered: '/user' },
] as const

/**
 * The recorded Link headers of paginate-issues say /repositories/1000. Octokit numbers the records of
 * every scenario from 1000, so other repositories cannot keep the number that their recording shows.
 * The others are those of the description's examples.
 */
const KNOWN_IDS = new Map([
  ['/repos/octokit-fixture-org/paginate-issues', 1000],
  ['/orgs/octokit-fixture-org', 1000],
  ['/repos/octocat/Hello-World', 1296269],
  ['/orgs/github', 1],
  ['/users/octocat', 1],
])

const FIRST_ID = 1001

/** The ids of repositories, organizations and users. One that is new gets the next free number. */
export class Aliases {
  readonly #idOf = new Map(KNOWN_IDS)
  readonly #nameOf = new Map([...KNOWN_IDS].map(([name, id]) => [numberedPath(name, id), name]))
  #next = FIRST_ID

  idOf(name: string): number {
    const known = this.#idOf.get(name)
    if (known !== undefined) return known
    const id = this.#next++
    this.#idOf.set(name, id)
    this.#nameOf.set(numberedPath(name, id), name)
    return id
  }

  /** `/repositories/1000/issues` as `/repos/{owner}/{repo}/issues`; any other path as it is. */
  toNamed(path: string): string {
    const numbered = /^\/(?:repositories|organizations|user)\/\d+(?=\/|$)/.exec(path)?.[0]
    const name = numbered && this.#nameOf.get(numbered)
    return name ? name + path.slice(numbered.length) : path
  }

  toNumbered(path: string): string {
    const name = KINDS.map(({ named }) => named.exec(path)?.[0]).find(Boolean)
    return name ? numberedPath(name, this.idOf(name)) + path.slice(name.length) : path
  }
}

function numberedPath(name: string, id: number): string {
  return `${KINDS.find(({ named }) => named.test(name))?.numbered}/${id}`
}
