import { validationError } from '../validation-error.ts';

/** @throws `ValidationException` for words that only UpdateItem takes */
export const checkReturnsOld = (returnValues: string | undefined): void => {
  if (returnValues === undefined || returnValues === 'NONE' || returnValues === 'ALL_OLD') return;
  throw validationError('ReturnValues can only be ALL_OLD or NONE');
};
