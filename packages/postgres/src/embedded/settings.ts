/**
 * Settings of the server, given on its command line so that nothing in the cluster overrides them
 * (postgresql.org/docs/18/config-setting.html#CONFIG-SETTING-SHELL).
 */
export function serverSettings(socketFolder: string): readonly string[] {
  return Object.entries({ ...SETTINGS, unix_socket_directories: quoteListItem(socketFolder) }).flatMap(
    ([name, value]) => ['-c', `${name}=${value}`],
  )
}

const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  max_connections: '100',
  shared_buffers: '64MB',
  max_wal_size: '256MB',
  // Containers have 64 MB of /dev/shm, where parallel workers exchange rows.
  max_parallel_workers_per_gather: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Statements and the details of errors hold values of rows.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
} as const

/** The setting is a list: commas and spaces in a path need quotes (SplitDirectoriesString in varlena.c). */
function quoteListItem(path: string): string {
  return `"${path.replaceAll('"', '""')}"`
}
