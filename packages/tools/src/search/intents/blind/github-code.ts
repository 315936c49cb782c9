import type { Intent } from '../intent.ts'

/** Wanted of repositories on GitHub, and of what is in them. */
export const githubCode: readonly Intent[] = [
  {
    says: 'which repos do we have under the acme org',
    serves: [
      'github.repositories.list_for_org',
      'github.repositories.list_mine',
      'github.repositories.api_search',
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
  { says: 'give that repository a star', serves: ['github.repositories.star'] },
  { says: "what's the default branch of acme/web", serves: ['github.repositories.get'] },
  { says: 'which branches do we still have lying around', serves: ['github.branches.list'] },
  { says: 'cut a branch called hotfix off main', serves: ['github.branches.create', 'github.branches.get'] },
  { says: 'remove the stale feature/login branch', serves: ['github.branches.delete'] },
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
    serves: ['github.files.update', 'github.files.get_readme', 'github.files.get'],
  },
  { says: 'put an MIT licence file into the repo', serves: ['github.files.create'] },
  {
    says: 'the config.yml in the repo is left over from 2019, remove it',
    serves: ['github.files.delete', 'github.files.get'],
  },
  {
    says: 'publish v3.1 with generated notes',
    serves: ['github.releases.create', 'github.releases.create_draft', 'github.releases.update'],
  },
  {
    says: "what's new in the latest version of the app",
    serves: [
      'github.releases.get_latest',
      'github.releases.list',
      'github.releases.get',
      'github.commits.list',
    ],
  },
  {
    says: 'write up the 4.0 release but keep it unpublished for now',
    serves: ['github.releases.create_draft'],
  },
  {
    says: 'attach the installer to the release',
    serves: [
      'github.release_assets.upload',
      'github.releases.get',
      'github.releases.get_latest',
      'github.releases.list',
    ],
  },
  {
    says: 'how often was the windows build downloaded',
    serves: [
      'github.release_assets.list',
      'github.release_assets.get',
      'github.releases.get_latest',
      'github.releases.get',
      'github.releases.list',
      'github.releases.get_by_id',
    ],
  },
  {
    says: 'did CI pass on main',
    serves: [
      'github.workflow_runs.list',
      'github.workflow_runs.list_for_workflow',
      'github.workflow_runs.get',
    ],
  },
  {
    says: 'kick off the deploy workflow by hand',
    serves: ['github.workflows.dispatch', 'github.workflows.list'],
  },
  {
    says: 'run the failed build again',
    serves: [
      'github.workflow_runs.rerun',
      'github.workflow_runs.list',
      'github.workflow_runs.list_for_workflow',
    ],
  },
  {
    says: 'stop the build that is running right now',
    serves: [
      'github.workflow_runs.cancel',
      'github.workflow_runs.list',
      'github.workflow_runs.list_for_workflow',
    ],
  },
  {
    says: 'which step broke in the last pipeline run',
    serves: [
      'github.workflow_jobs.list',
      'github.workflow_runs.list',
      'github.workflow_runs.get',
      'github.workflow_runs.list_for_workflow',
    ],
  },
]
