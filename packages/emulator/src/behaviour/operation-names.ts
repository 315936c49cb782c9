/** The operations that one word of a behaviour is for: `GET|POST /users` is `GET /users` and `POST /users`. */
export function operationNames(names: string): readonly string[] {
  const [methods = '', ...path] = names.split(' ')
  return methods.split('|').map((method) => [method, ...path].join(' '))
}
