/** Walks back from the latest change: linear.app/developers/pagination, "Ordering results". */
export const byChange = {
  from: 'list',
  cursor: 'updatedAt',
  since: 'updatedAfter',
  order: 'desc',
  params: { orderBy: 'updatedAt', includeArchived: true },
} as const
