const AT_ONCE = 4

/** Does something so many times, a few of them at the same time; begun in the order of their numbers. */
export async function inLanes<T>(times: number, work: (number: number) => Promise<T>): Promise<readonly T[]> {
  const done: T[] = []
  let next = 0
  const lane = async () => {
    while (next < times) done.push(await work(next++))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return done
}
