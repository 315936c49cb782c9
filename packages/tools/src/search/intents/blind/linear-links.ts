import type { Intent } from '../intent.ts'

/** Wanted of what issues in Linear have to do with each other and with other places. */
export const linearLinks: readonly Intent[] = [
  {
    says: "ENG-5 can't start until ENG-4 is finished, record that",
    serves: ['linear.issue_relations.create'],
  },
  {
    says: "what's blocking ENG-77",
    serves: [
      'linear.issue_relations.list_to_issue',
      'linear.issue_relations.list_for_issue',
      'linear.issues.get',
      'linear.issue_relations.list',
    ],
  },
  {
    says: 'ENG-31 is the same as ENG-18, say so',
    serves: ['linear.issue_relations.create', 'linear.issues.update'],
  },
  {
    says: "link the zendesk ticket's url to ENG-61",
    serves: ['linear.attachments.create', 'linear.attachments.link'],
  },
  {
    says: 'which pull requests are attached to ENG-61',
    serves: [
      'linear.attachments.list_for_issue',
      'linear.issues.get',
      'linear.attachments.list',
      'github.issues.api_search',
    ],
  },
  {
    says: 'is there a linear issue for this intercom conversation url',
    serves: ['linear.attachments.list_for_url', 'linear.issues.api_search', 'linear.attachments.list'],
  },
  {
    says: 'rename the link on ENG-61',
    serves: [
      'linear.attachments.update',
      'linear.attachments.list_for_issue',
      'linear.issues.get',
      'linear.attachments.list',
    ],
  },
  {
    says: 'unlink the figma file from ENG-62',
    serves: [
      'linear.attachments.delete',
      'linear.attachments.list_for_issue',
      'linear.issues.get',
      'linear.attachments.list',
    ],
  },
  {
    says: 'ENG-5 and ENG-4 have nothing to do with each other after all',
    serves: [
      'linear.issue_relations.delete',
      'linear.issue_relations.list_for_issue',
      'linear.issue_relations.list_to_issue',
      'linear.issue_relations.list',
    ],
  },
  {
    says: 'make that relation a duplicate instead of related',
    serves: [
      'linear.issue_relations.update',
      'linear.issue_relations.list_for_issue',
      'linear.issue_relations.list',
      'linear.issue_relations.list_to_issue',
    ],
  },
  {
    says: 'where does linear attachment 5c1 lead',
    serves: ['linear.attachments.get', 'linear.attachments.list'],
  },
  {
    says: 'read one relation between two linear issues',
    serves: [
      'linear.issue_relations.get',
      'linear.issue_relations.list',
      'linear.issue_relations.list_for_issue',
      'linear.issue_relations.list_to_issue',
    ],
  },
]
