/** GitHub's names for things in its `errors` lists, by the last word of the path. */
const NAMES: Readonly<Record<string, string>> = {
  repos: 'Repository',
  issues: 'Issue',
  labels: 'Label',
  orgs: 'Organization',
  users: 'User',
  user: 'User',
  members: 'User',
}

export function resourceName(path: string): string {
  if (path.startsWith('/search/')) return 'Search'
  const words = path.split('/').filter((segment) => segment && !segment.startsWith('{'))
  return NAMES[words.at(-1) ?? ''] ?? 'Resource'
}
