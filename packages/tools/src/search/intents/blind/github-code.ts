import type { Intent } from '../intent.ts'

/** Wanted of repositories on GitHub, and of what is in them. */
export const githubCode: readonly Intent[] = [
  {
    says: 'which repos do we have under the acme org',
    serves: [
      'github.repositories.list_for_org',
      'github.repositories.list_mine',
      'github.repositories.api_search',
      'github.repositories.list',
    ],
  },
  {
    says: 'spin up a private repo for the new billing prototype',
    serves: ['github.repositories.create', 'github.repositories.create_in_org'],
  },
  { says: 'get rid of the old-website repository for good', serves: ['github.repositories.delete'] },
  {
    says: 'make the docs repo read-only, nobody maintains it any more',
    serves: ['github.repositories.update'],
  },
  { says: 'call the payments-api repo billing-api from now on', serves: ['github.repositories.update'] },
  { says: 'find open source libraries for parsing csv in rust', serves: ['github.repositories.api_search'] },
  {
    says: "make my own copy of someone else's repo so I can hack on it",
    serves: ['github.repositories.fork'],
  },
  {
    says: 'add typescript and cli to the topics of our repo',
    serves: ['github.repositories.replace_topics', 'github.repositories.get'],
  },
  {
    says: 'give that repository a star',
    serves: ['github.repositories.star', 'github.repositories.api_search'],
  },
  { says: "what's the default branch of acme/web", serves: ['github.repositories.get'] },
  { says: 'which branches do we still have lying around', serves: ['github.branches.list'] },
  {
    says: 'cut a branch called hotfix off main',
    serves: [
      'github.branches.create',
      'github.branches.get',
      'github.branches.list',
      'github.commits.list',
      'github.commits.get',
    ],
  },
  {
    says: 'remove the stale feature/login branch',
    serves: ['github.branches.delete', 'github.branches.list'],
  },
  { says: 'master should be called main in our repo', serves: ['github.branches.rename'] },
  {
    says: "put the staging branch back on yesterday's commit",
    serves: ['github.branches.move', 'github.commits.list'],
  },
  {
    says: 'which commit does v2.3.0 point at',
    serves: ['github.tags.get', 'github.tags.list', 'github.commits.get', 'github.releases.get'],
  },
  { says: 'who last touched the dockerfile', serves: ['github.commits.list'] },
  { says: 'show me the diff of commit 3fa9c1', serves: ['github.commits.get'] },
  {
    says: 'find the commit where we bumped node to 22',
    serves: ['github.commits.api_search', 'github.commits.list', 'github.issues.api_search'],
  },
  { says: "what's inside src/components", serves: ['github.files.list', 'github.files.list_root'] },
  {
    says: 'open package.json from the api repo',
    serves: ['github.files.get', 'github.files.download', 'github.files.list_root'],
  },
  { says: 'where in our code do we still call the legacy endpoint', serves: ['github.files.api_search'] },
  {
    says: 'correct the typo in the README and commit it',
    serves: ['github.files.update', 'github.files.get_readme', 'github.files.get', 'github.files.download'],
  },
  { says: 'put an MIT licence file into the repo', serves: ['github.files.create'] },
  {
    says: 'the config.yml in the repo is left over from 2019, remove it',
    serves: [
      'github.files.delete',
      'github.files.get',
      'github.files.list',
      'github.files.list_root',
      'github.files.api_search',
    ],
  },
  { says: 'who has forked our library', serves: ['github.repositories.list_forks'] },
  { says: "I don't want left-pad among my starred repos any more", serves: ['github.repositories.unstar'] },
  {
    says: 'what public code does the user sindresorhus have',
    serves: ['github.repositories.list', 'github.repositories.api_search'],
  },
  {
    says: 'which of my repositories were pushed to most recently',
    serves: ['github.repositories.list_mine', 'github.repositories.api_search', 'github.repositories.list'],
  },
  {
    says: 'how many stars have we got by now',
    serves: [
      'github.repositories.get',
      'github.repositories.list_for_org',
      'github.repositories.list_mine',
      'github.repositories.api_search',
      'github.stargazers.list',
      'github.repositories.list',
    ],
  },
  { says: 'turn the handbook repo public', serves: ['github.repositories.update'] },
  { says: 'is the main branch protected?', serves: ['github.branches.get', 'github.branches.list'] },
  {
    says: 'last tag we put on the sdk repo',
    serves: ['github.tags.list', 'github.releases.get_latest', 'github.releases.list'],
  },
  { says: 'what commits went into pull request 512', serves: ['github.commits.list_for_pull_request'] },
  {
    says: 'everything hannah committed since monday',
    serves: ['github.commits.list', 'github.commits.api_search'],
  },
  {
    says: "let me read the project's readme",
    serves: ['github.files.get_readme', 'github.files.get', 'github.files.download'],
  },
  {
    says: 'what does the top level of the monorepo look like',
    serves: ['github.files.list_root', 'github.files.list'],
  },
  { says: 'grab the raw 60 MB fixture out of the repository', serves: ['github.files.download'] },
  {
    says: 'compare how many open issues each of our repositories has',
    serves: [
      'github.repositories.list_for_org',
      'github.repositories.list_mine',
      'github.repositories.api_search',
      'github.issues.list',
      'github.issues.api_search',
    ],
  },
]
