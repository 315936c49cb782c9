import { readFileSync } from 'node:fs'
import { emulate } from '@sallyport/emulator'
import { describeConnector } from '../testing/conformance.ts'
import { github } from './definition.ts'
import { githubVendor } from './vendor.ts'

describeConnector({
  definition: github,
  vendor: JSON.parse(read('vendor.json')),
  graphql: read('vendor.graphql'),
  clientNames: JSON.parse(read('client-names.json')),
  readme: read('README.md'),
  play: (options) => emulate(githubVendor, options),
  practice: {
    records: 'examples',
    samples: {
      owner: 'acme',
      repo: 'site',
      org: 'acme',
      username: 'ada',
      // Each finds just what its list holds.
      'repositories.api_search q': 'user:ada',
      'issues.api_search q': 'repo:acme/site',
      'users.api_search q': 'mojombo',
      'labels.api_search q': 'bug',
      'labels.api_search repository_id': 1296269,
      color: 'f29513',
      // The emulator shows a milestone that was set without the members that GitHub's have.
      'issues.create milestone': null,
      'issues.update milestone': null,
    },
    named: {
      repositories: { owner: 'owner.login', repo: 'name' },
      issues: { number: 'number' },
      labels: { name: 'name' },
      organizations: { org: 'login' },
      users: { username: 'login' },
    },
    distinct: { repositories: ['name', 'full_name'] },
    recorded: [
      { entity: 'issues', action: 'list', params: { owner: 'octokit-fixture-org', repo: 'paginate-issues' } },
      {
        entity: 'issues',
        action: 'get',
        params: { owner: 'octokit-fixture-org', repo: 'paginate-issues', number: 5 },
      },
      {
        entity: 'issues',
        action: 'api_search',
        params: { q: 'sesame repo:octokit-fixture-org/search-issues' },
      },
      { entity: 'labels', action: 'list', params: { owner: 'octokit-fixture-org', repo: 'labels' } },
      {
        entity: 'repositories',
        action: 'get',
        params: { owner: 'octokit-fixture-org', repo: 'hello-world' },
      },
      { entity: 'organizations', action: 'get', params: { org: 'octokit-fixture-org' } },
    ],
  },
  exceptions: [
    {
      at: '*.* page.place.after',
      reason:
        'Links to the next page of a long list carry "after", which only the guide tells ' +
        '(docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api).',
    },
    {
      at: 'issues.* record.state',
      reason: "The description's schema says text, and its prose that the state is either open or closed.",
    },
  ],
})

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}
