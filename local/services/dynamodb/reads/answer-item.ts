import { projectItem } from '../expressions/project-item.ts';
import type { DocumentPath } from '../expressions/syntax.ts';
import type { Item } from '../values/attribute-value.ts';
import { copyItem } from '../values/copy-value.ts';

/** A copy of an item for a caller: only the projected paths, if there are any. */
export const answerItem = (item: Item, projection: readonly DocumentPath[] | undefined): Item =>
  copyItem(projection === undefined ? item : projectItem(item, projection));
