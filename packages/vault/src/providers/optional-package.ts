import { SallyportError } from '@sallyport/errors'

/** Loads a package that only some deployments need; `configuration_invalid` names it where it is missing. */
export async function loadOptionalPackage<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (cause) {
    throw new SallyportError('configuration_invalid', `The root key needs the package ${name}.`, {
      fix: `Install it beside the engine: npm install ${name}`,
      cause,
    })
  }
}
