import type { Exception } from '../../testing/exceptions.ts'

/** Where definition and description differ on purpose. */
export const exceptions: readonly Exception[] = [
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
]
