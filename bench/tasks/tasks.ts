import type { Step, Task } from './task.ts'
import { valueAt } from './value-at.ts'

/** What can be listed and looked at, and how: the tasks are made of it. */
interface Thing {
  /** `type.entity` */
  readonly entity: string
  readonly one: string
  readonly many: string
  /** What every call about it takes. */
  readonly base?: Readonly<Record<string, unknown>>
  /** Operation that reads one record, its parameter, and where in a listed record its value lies. */
  readonly opens: readonly [operation: string, param: string, path: string]
  /** Whether there is more than one. */
  readonly pages: boolean
}

const repository = { owner: 'octokit-fixture-org', repo: 'paginate-issues' }
const THINGS: readonly Thing[] = [
  {
    entity: 'github.issues',
    one: 'issue',
    many: 'issues of a github repository',
    base: repository,
    opens: ['github.issues.get', 'number', 'number'],
    pages: true,
  },
  {
    entity: 'github.labels',
    one: 'label',
    many: 'labels of a github repository',
    base: repository,
    opens: ['github.labels.get', 'name', 'name'],
    pages: true,
  },
  {
    entity: 'github.milestones',
    one: 'milestone',
    many: 'milestones of a github repository',
    base: repository,
    opens: ['github.milestones.get', 'number', 'number'],
    pages: false,
  },
  {
    entity: 'stripe.customers',
    one: 'customer',
    many: 'stripe customers',
    opens: ['stripe.customers.get', 'id', 'id'],
    pages: true,
  },
  {
    entity: 'stripe.invoices',
    one: 'customer of an invoice',
    many: 'stripe invoices',
    opens: ['stripe.customers.get', 'id', 'customer'],
    pages: true,
  },
  {
    entity: 'stripe.subscriptions',
    one: 'customer of a subscription',
    many: 'stripe subscriptions',
    opens: ['stripe.customers.get', 'id', 'customer'],
    pages: true,
  },
  {
    entity: 'stripe.products',
    one: 'product',
    many: 'stripe products',
    opens: ['stripe.products.get', 'id', 'id'],
    pages: true,
  },
  {
    entity: 'stripe.prices',
    one: 'product of a price',
    many: 'stripe prices',
    opens: ['stripe.products.get', 'id', 'product'],
    pages: true,
  },
  {
    entity: 'stripe.coupons',
    one: 'coupon',
    many: 'stripe coupons',
    opens: ['stripe.coupons.get', 'id', 'id'],
    pages: true,
  },
  {
    entity: 'slack.channels',
    one: 'channel',
    many: 'slack channels',
    opens: ['slack.channels.get', 'channel', 'id'],
    pages: true,
  },
  {
    entity: 'slack.users',
    one: 'user',
    many: 'people in slack',
    opens: ['slack.users.get', 'user', 'id'],
    pages: true,
  },
  {
    entity: 'linear.issues',
    one: 'team of an issue',
    many: 'linear issues',
    opens: ['linear.teams.get', 'id', 'team.id'],
    pages: true,
  },
  {
    entity: 'linear.projects',
    one: 'project',
    many: 'linear projects',
    opens: ['linear.projects.get', 'id', 'id'],
    pages: true,
  },
  {
    entity: 'linear.teams',
    one: 'team',
    many: 'linear teams',
    opens: ['linear.teams.get', 'id', 'id'],
    pages: true,
  },
  {
    entity: 'google-drive.files',
    one: 'file',
    many: 'files in google drive',
    opens: ['google-drive.files.get', 'fileId', 'id'],
    pages: true,
  },
]

type Written = readonly [operation: string, words: string, params: Readonly<Record<string, unknown>>]

const WRITTEN: readonly Written[] = [
  ['github.issues.create', 'file a bug in a github repository', { ...repository, title: 'It crashes' }],
  ['github.labels.create', 'new label in a github repository', { ...repository, name: 'triage' }],
  ['github.milestones.create', 'add a milestone to a github repository', { ...repository, title: 'v2' }],
  ['stripe.customers.create', 'add a customer to stripe', { name: 'Ada', email: 'ada@example.com' }],
  ['stripe.products.create', 'make a new stripe product', { name: 'Lamp' }],
  ['stripe.coupons.create', 'make a stripe coupon', { percent_off: 20, duration: 'once' }],
  ['slack.channels.create', 'start a slack channel', { name: 'launch' }],
  ['google-drive.files.create_folder', 'make a folder in google drive', { name: 'Receipts' }],
]

/** Tasks of five kinds: to read, to follow what a record names, to page, to write, and to mend a wrong call. */
export const tasks: readonly Task[] = [
  ...THINGS.flatMap(tasksOf),
  ...WRITTEN.map(
    ([operation, words, params]): Task => ({
      kind: 'write',
      says: words,
      steps: [{ operation, words, input: () => params }],
    }),
  ),
]

/** The operations that the tasks take. */
export const taken: ReadonlySet<string> = new Set(
  tasks.flatMap(({ steps }) => steps.map(({ operation }) => operation)),
)

function tasksOf(thing: Thing): Task[] {
  const { one, many, pages, base = {} } = thing
  const list = listing(thing, { limit: 3 })
  const open = opening(thing)
  const next: Step = {
    ...list,
    input: (records) => ({ ...base, limit: 1, cursor: valueAt(records.at(-1), CURSOR) }),
  }
  return [
    { kind: 'read', says: `list the ${many}`, steps: [list] },
    { kind: 'follow', says: `list the ${many} and look at the first ${one}`, steps: [list, open] },
    ...(pages
      ? [
          {
            kind: 'page',
            says: `go through the ${many}, page by page`,
            steps: [listing(thing, { limit: 1 }), next],
          } as const,
        ]
      : []),
    {
      kind: 'recover',
      says: `look at a ${one}, of the ${many}`,
      steps: [list, { ...open, wrongly: base }],
    },
  ]
}

/** Under which an agent finds the cursor of a list in what it was given last. */
export const CURSOR = 'end_cursor'

function listing({ entity, many, base = {} }: Thing, more: Readonly<Record<string, unknown>>): Step {
  return { operation: `${entity}.list`, words: `list ${many}`, input: () => ({ ...base, ...more }) }
}

function opening({ one, base = {}, opens: [operation, param, path] }: Thing): Step {
  const [type = ''] = operation.split('.')
  return {
    operation,
    words: `get a ${type} ${one.split(' of ')[0]}`,
    input: ([first]) => ({ ...base, [param]: valueAt(first, path) }),
  }
}
