/** No problem where something is sound, else the one named. */
export function unless(sound: boolean, problem: string): string[] {
  return sound ? [] : [problem]
}
