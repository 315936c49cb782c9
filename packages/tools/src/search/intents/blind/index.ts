import type { Intent } from '../intent.ts'
import { githubCode } from './github-code.ts'
import { githubDelivery } from './github-delivery.ts'
import { githubIssues } from './github-issues.ts'
import { githubPeople } from './github-people.ts'
import { githubPlanning } from './github-planning.ts'
import { githubPullRequests } from './github-pull-requests.ts'
import { googleDriveFiles } from './google-drive-files.ts'
import { googleDriveHistory } from './google-drive-history.ts'
import { googleDriveSharing } from './google-drive-sharing.ts'
import { linearIssues } from './linear-issues.ts'
import { linearLinks } from './linear-links.ts'
import { linearProjects } from './linear-projects.ts'
import { linearTeams } from './linear-teams.ts'
import { nothing } from './nothing.ts'
import { slackChannels } from './slack-channels.ts'
import { slackMessages } from './slack-messages.ts'
import { stripeBalance } from './stripe-balance.ts'
import { stripeCustomers } from './stripe-customers.ts'
import { stripeInvoices } from './stripe-invoices.ts'
import { stripePayments } from './stripe-payments.ts'
import { stripeProducts } from './stripe-products.ts'

/** Written later, by somebody who had read what the connectors do, but neither the ranking nor the other intents. */
export const blindIntents: readonly Intent[] = [
  ...githubCode,
  ...githubDelivery,
  ...githubIssues,
  ...githubPlanning,
  ...githubPullRequests,
  ...githubPeople,
  ...stripeInvoices,
  ...stripeCustomers,
  ...stripeProducts,
  ...stripePayments,
  ...stripeBalance,
  ...slackMessages,
  ...slackChannels,
  ...linearIssues,
  ...linearLinks,
  ...linearProjects,
  ...linearTeams,
  ...googleDriveFiles,
  ...googleDriveSharing,
  ...googleDriveHistory,
  ...nothing,
]
