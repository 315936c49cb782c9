/**
 * Port: keeps an OAuth application from being tried while its token endpoint refuses it. It is shared by all processes
 * that refresh with the application, and says nothing about the credentials of its users.
 */
export interface ApplicationBreaker {
  /** Until when the application is not to be tried, and why; `undefined` when it may be. */
  read(application: string): Promise<OpenBreaker | undefined>
  /** Opens it for so many milliseconds; one that is open for longer stays so. */
  open(application: string, cause: string, ms: number): Promise<void>
  /** A token endpoint accepted the application. */
  close(application: string): Promise<void>
}

export interface OpenBreaker {
  /** Milliseconds since the epoch. */
  readonly until: number
  /** Such as `invalid_client`. */
  readonly cause: string
}
