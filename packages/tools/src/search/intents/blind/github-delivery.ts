import type { Intent } from '../intent.ts'

/** Wanted of releases and workflows on GitHub. */
export const githubDelivery: readonly Intent[] = [
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
      'github.releases.get_by_id',
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
  {
    says: 'yank the 1.2.3 release, it is broken',
    serves: [
      'github.releases.delete',
      'github.releases.get',
      'github.releases.list',
      'github.releases.update',
    ],
  },
  {
    says: 'flag 5.0-rc1 as a pre-release',
    serves: ['github.releases.update', 'github.releases.get', 'github.releases.list'],
  },
  { says: 'release number 9182734 by its id please', serves: ['github.releases.get_by_id'] },
  {
    says: 'get me the linux binary of the newest release',
    serves: [
      'github.release_assets.download',
      'github.release_assets.list',
      'github.releases.get_latest',
      'github.releases.list',
      'github.release_assets.get',
    ],
  },
  {
    says: 'the zip in the release has a silly file name, change it',
    serves: [
      'github.release_assets.update',
      'github.release_assets.list',
      'github.releases.get',
      'github.releases.get_latest',
      'github.releases.list',
      'github.releases.get_by_id',
    ],
  },
  {
    says: 'pull the broken dmg out of the release',
    serves: [
      'github.release_assets.delete',
      'github.release_assets.list',
      'github.releases.get',
      'github.releases.get_latest',
      'github.releases.list',
      'github.releases.get_by_id',
    ],
  },
  {
    says: 'checksum and size of the release file with id 5521',
    serves: ['github.release_assets.get', 'github.release_assets.list'],
  },
  { says: 'what automations do we have in github actions', serves: ['github.workflows.list'] },
  { says: 'is the nightly workflow switched on', serves: ['github.workflows.get', 'github.workflows.list'] },
  {
    says: 'when did the nightly workflow last succeed',
    serves: ['github.workflow_runs.list_for_workflow', 'github.workflow_runs.list', 'github.workflows.list'],
  },
  { says: 'is run 7718 through yet', serves: ['github.workflow_runs.get', 'github.workflow_jobs.list'] },
]
