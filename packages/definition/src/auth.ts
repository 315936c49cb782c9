/** One value that a person or a program gives to authenticate. */
export interface AuthField {
  readonly title: string
  /** Where to find it, in one sentence. */
  readonly about?: string
  readonly secret: boolean
  /** Other names under which existing clients send it. */
  readonly aliases?: readonly string[]
}

/** A named way to authenticate: the form that is filled in, and the mechanism that uses it. */
export interface AuthAlternative {
  readonly title: string
  readonly form: Readonly<Record<string, AuthField>>
  readonly mechanism: AuthMechanism
}

/** RFC 6750: the value of one field in the `Authorization` header. */
export interface BearerMechanism {
  readonly scheme: 'bearer'
  readonly field: string
}

/** A key that stands by itself in a header. */
export interface ApiKeyMechanism {
  readonly scheme: 'apiKey'
  readonly field: string
  /** In lower case. */
  readonly header: string
}

export type AuthMechanism = BearerMechanism | ApiKeyMechanism

interface BearerOptions<F extends string> {
  /** Name of the credential's field that holds the token. */
  readonly field: F
  readonly title: string
  readonly about?: string
  readonly aliases?: readonly string[]
}

type BearerAlternative<F extends string> = {
  readonly title: string
  readonly form: Readonly<Record<F, AuthField>>
  readonly mechanism: BearerMechanism
}

interface ApiKeyOptions<F extends string> extends BearerOptions<F> {
  readonly header: string
}

type ApiKeyAlternative<F extends string> = Omit<BearerAlternative<F>, 'mechanism'> & {
  readonly mechanism: ApiKeyMechanism
}

export function apiKey<const F extends string>(options: ApiKeyOptions<F>): ApiKeyAlternative<F> {
  const { field, header } = options
  return { ...bearer(options), mechanism: { scheme: 'apiKey', field, header } }
}

export function bearer<const F extends string>(options: BearerOptions<F>): BearerAlternative<F> {
  const { field, title, about, aliases } = options
  const entry: AuthField = { title, secret: true, ...(about && { about }), ...(aliases && { aliases }) }
  return { title, form: { [field]: entry } as Record<F, AuthField>, mechanism: { scheme: 'bearer', field } }
}
