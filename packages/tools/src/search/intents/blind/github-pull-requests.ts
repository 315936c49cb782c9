import type { Intent } from '../intent.ts'

/** Wanted of pull requests and their reviews. */
export const githubPullRequests: readonly Intent[] = [
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
    serves: [
      'github.pull_requests.close',
      'github.pull_requests.update',
      'github.issues.close',
      'github.issues.update',
    ],
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
  {
    says: 'all PRs that are open against the release branch',
    serves: ['github.pull_requests.list', 'github.issues.api_search'],
  },
  {
    says: 'reopen pull request 41, closing it was a mistake',
    serves: [
      'github.pull_requests.reopen',
      'github.pull_requests.update',
      'github.issues.reopen',
      'github.issues.update',
    ],
  },
  { says: 'this PR should go into develop and not main', serves: ['github.pull_requests.update'] },
  {
    says: "tom is on leave, his review of PR 70 isn't needed",
    serves: ['github.pull_requests.remove_reviewers'],
  },
  {
    says: 'request changes on 412 because tests are missing',
    serves: ['github.reviews.create', 'github.reviews.submit'],
  },
  {
    says: 'my approval of PR 19 is out of date, make it not count',
    serves: ['github.reviews.dismiss', 'github.reviews.list'],
  },
  {
    says: 'throw away the review I have not submitted',
    serves: ['github.reviews.delete', 'github.reviews.list'],
  },
  {
    says: 'send off the pending review as approved',
    serves: ['github.reviews.submit', 'github.reviews.list'],
  },
  { says: 'edit the summary of my review', serves: ['github.reviews.update', 'github.reviews.list'] },
  { says: 'what exactly did review 3301 on PR 5 say', serves: ['github.reviews.get', 'github.reviews.list'] },
  {
    says: "answer the reviewer's question about that loop",
    serves: ['github.pr_comments.reply', 'github.pr_comments.list', 'github.comments.create'],
  },
  {
    says: 'change what I wrote on that line in the pull request',
    serves: ['github.pr_comments.update', 'github.pr_comments.list'],
  },
  {
    says: 'remove my remark on line 12 of the PR',
    serves: ['github.pr_comments.delete', 'github.pr_comments.list'],
  },
  {
    says: 'every line comment across all PRs of the repo since friday',
    serves: ['github.pr_comments.list_for_repository'],
  },
  {
    says: 'how big is pull request 230, lines added and removed',
    serves: ['github.pull_requests.get', 'github.file_changes.list'],
  },
  { says: 'can PR 18 be merged without conflicts', serves: ['github.pull_requests.get'] },
]
