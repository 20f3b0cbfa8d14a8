import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { invalid, type FieldFault } from '@demarc/kernel';

/** Turns foreign data into the input class, or refuses it with every fault. Unknown fields are refused, not ignored. */
export async function validInput<Input extends object>(inputClass: new () => Input, data: unknown): Promise<Input> {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    throw invalid('INVALID_INPUT', 'The input is not an object.');
  }
  const instance = plainToInstance(inputClass, data, { exposeUnsetFields: false });
  const errors = await validate(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, stopAtFirstError: true });
  if (errors.length > 0) {
    throw invalid('INVALID_INPUT', 'Some fields are not right. Correct them and try again.', faultsOf(errors, ''));
  }
  return instance;
}

function faultsOf(errors: readonly ValidationError[], path: string): FieldFault[] {
  return errors.flatMap((error) => {
    const field = path === '' ? error.property : `${path}.${error.property}`;
    const own = Object.values(error.constraints ?? {}).map((message) => ({ field, message }));
    return [...own, ...faultsOf(error.children ?? [], field)];
  });
}
