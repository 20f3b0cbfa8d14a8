import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests that start whole programs stand in these folders and take the longest: begun last, they would leave a core without work. */
const WHOLE_PROGRAMS = /\/(tools|e2e)\/[^:]*\.int\.spec\.ts$/;

/** Files in the order of vitest, but those that start whole programs first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const startsPrograms = ({ moduleId }: TestSpecification): number => Number(WHOLE_PROGRAMS.test(moduleId));
    return sorted.toSorted((a, b) => startsPrograms(b) - startsPrograms(a));
  }
}
