import type { Intent } from '../intent.ts'

/** Wanted of pull requests and their reviews. */
export const githubReviews: readonly Intent[] = [
  {
    says: "what's waiting for my review",
    serves: ['github.issues.api_search', 'github.issues.list_mine', 'github.pull_requests.list'],
  },
  { says: 'has PR 482 gone in yet', serves: ['github.pull_requests.get'] },
  {
    says: 'squash and merge the dependency bump',
    serves: ['github.pull_requests.merge', 'github.pull_requests.list', 'github.issues.api_search'],
  },
  { says: 'open a PR from my branch into develop', serves: ['github.pull_requests.create'] },
  { says: 'ask dana to review PR 61', serves: ['github.pull_requests.request_reviewers'] },
  {
    says: 'my pull request is behind main, bring it up to date',
    serves: ['github.pull_requests.update_branch', 'github.pull_requests.list'],
  },
  {
    says: 'abandon pull request 33, we went another way',
    serves: ['github.pull_requests.close', 'github.pull_requests.update'],
  },
  { says: 'which files does PR 90 touch', serves: ['github.file_changes.list'] },
  { says: 'lgtm, approve it', serves: ['github.reviews.create', 'github.reviews.submit'] },
  { says: 'who has signed off on this pull request so far', serves: ['github.reviews.list'] },
  {
    says: 'put a remark on line 40 of server.ts in the pull request',
    serves: ['github.pr_comments.create', 'github.reviews.create'],
  },
  {
    says: 'what did reviewers say about particular lines of PR 88',
    serves: ['github.pr_comments.list', 'github.reviews.list'],
  },
]
