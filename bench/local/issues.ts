/** What each contestant is asked to give of an issue. */
export const FIELDS = ['number', 'title', 'state', 'user.login', 'labels.name', 'updated_at']

const API = 'https://api.github.com'
const BODY = 'When the list is empty the page shows "undefined". Steps: open it, wait, look.\r\n'

/** One issue with the members that GitHub gives, its text filled up so that it measures so many bytes as JSON. */
export function issueOf(number: number, bytes: number): object {
  const repository = `${API}/repos/bench/bench`
  const url = `${repository}/issues/${number}`
  const issue = {
    id: 1_296_269_000 + number,
    node_id: 'MDU6SXNzdWUx',
    url,
    repository_url: repository,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    html_url: `https://github.com/bench/bench/issues/${number}`,
    number,
    state: 'open',
    title: `Found a bug, the ${number}th`,
    user: account('octocat'),
    labels: [label('bug'), label('help wanted')],
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    comments: 3,
    created_at: '2025-04-22T13:33:48Z',
    updated_at: '2025-04-23T09:01:12Z',
    closed_at: null,
    author_association: 'CONTRIBUTOR',
    reactions: { url: `${url}/reactions`, total_count: 1, '+1': 1, '-1': 0, heart: 0, eyes: 0 },
    body: '',
  }
  const missing = Math.max(0, bytes - JSON.stringify(issue).length)
  return { ...issue, body: textOf(missing) }
}

/** A page of issues of that many bytes. */
export function issuesOf(bytes: number): object[] {
  const each = 4_000
  const count = Math.round(bytes / each)
  return Array.from({ length: count }, (_, index) => issueOf(count - index, each))
}

/** Lines of text that take so many bytes between the quotes of JSON. */
function textOf(bytes: number): string {
  const line = JSON.stringify(BODY).length - 2
  return BODY.repeat(Math.floor(bytes / line)) + 'x'.repeat(bytes % line)
}

function account(login: string): object {
  const url = `${API}/users/${login}`
  return {
    login,
    id: 1,
    node_id: 'MDQ6VXNlcjE=',
    avatar_url: 'https://avatars.githubusercontent.com/u/1?v=4',
    url,
    html_url: `https://github.com/${login}`,
    followers_url: `${url}/followers`,
    repos_url: `${url}/repos`,
    type: 'User',
    site_admin: false,
  }
}

function label(name: string): object {
  return { id: 208_045_946, node_id: 'MDU6TGFiZWwy', name, color: 'f29513', default: true, description: null }
}
