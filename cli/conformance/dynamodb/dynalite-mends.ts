/** A place at which dynalite 4.0.0 is not as DynamoDB is documented to be, and what stands there instead. */
export interface Mend {
  readonly name: string;
  /** Where that is said. */
  readonly document: string;
  readonly edits: readonly Edit[];
}

/** `found` stands exactly once in the file. What is `put` there calls `mended(what came of it, what comes of it now)`. */
export interface Edit {
  readonly file: string;
  readonly found: string;
  readonly put: string;
}

const EMPTY_INDEX_KEY = 'The AttributeValue for a key attribute cannot contain an empty string value.';

const AWS = 'https://docs.aws.amazon.com/amazondynamodb/latest';
const OPERATORS = `${AWS}/developerguide/Expressions.OperatorsAndFunctions.html`;
const SELECT = `${AWS}/APIReference/API_Query.html#DDB-Query-request-Select`;

const VALUES = 'db/index.js';
const CONDITIONS = 'db/conditionParser.js';
const UPDATES = 'actions/updateItem.js';
const REQUESTS = 'validations/index.js';

export const MENDS: readonly Mend[] = [
  {
    name: 'values of every type are compared, empty ones among them',
    document: OPERATORS,
    edits: [
      {
        file: VALUES,
        found: 'function valsEqual (val1, val2) {',
        put: `function valsEqual (val1, val2) {
          return mended(plainValsEqual(val1, val2), canonical(val1) === canonical(val2))
        }
        function canonical (value) {
          if (Array.isArray(value)) {
            var members = value.map(canonical)
            return JSON.stringify(typeof value[0] == 'string' ? members.sort() : members)
          }
          if (typeof value != 'object' || value == null) return JSON.stringify(value) + ''
          return JSON.stringify(Object.keys(value).sort().map(function (key) { return [ key, canonical(value[key]) ] }))
        }
        function plainValsEqual (val1, val2) {`,
      },
      {
        file: VALUES,
        found: `    if (!attrVal) return false
    if (!compVals.some(function (compVal) {
      compType = Object.keys(compVal)[0]
      compVal = compVal[compType]
      return compType == attrType && valsEqual(attrVal, compVal)
    })) return false`,
        put: `    if (attrType == null) return false
    var isIn = compVals.some(function (compVal) {
      if (compVal == null) return false
      compType = Object.keys(compVal)[0]
      compVal = compVal[compType]
      return compType == attrType && valsEqual(attrVal, compVal)
    })
    if (!mended(!!attrVal && isIn, isIn)) return false`,
      },
      {
        file: VALUES,
        found: 'if (!attrVal || compType != attrType ||',
        put: 'var isOutside = (attrType == null || compType != attrType ||',
      },
      {
        file: VALUES,
        found: 'toLexiStr(attrVal, attrType) > toLexiStr(compVals[1][compType], attrType)))) return false',
        put: `toLexiStr(attrVal, attrType) > toLexiStr(compVals[1][compType], attrType))))
    if (mended(!attrVal || isOutside, isOutside)) return false`,
      },
    ],
  },
  {
    name: 'attribute_type knows empty text, no bytes and false by their types',
    document: OPERATORS,
    edits: [
      {
        file: VALUES,
        found: 'if (!attrVal || !valsEqual(attrType, compVal))',
        put: 'if (!mended(!!attrVal && attrType === compVal, attrType === compVal))',
      },
    ],
  },
  {
    name: 'bytes begin with bytes',
    document: OPERATORS,
    edits: [
      {
        file: VALUES,
        found: `attrVal = Buffer.from(attrVal, 'base64').toString()
      compVal = Buffer.from(compVal, 'base64').toString()`,
        put: `var [value, prefix] = [ attrVal, compVal ].map(function (bytes) { return Buffer.from(bytes, 'base64') })
      return mended(value.toString().indexOf(prefix.toString()) === 0, value.indexOf(prefix) === 0)`,
      },
    ],
  },
  {
    name: 'contains finds an element of every type, and bytes among bytes',
    document: OPERATORS,
    edits: [
      {
        file: VALUES,
        found: 'function contains (compType, compVal, attrType, attrVal) {',
        put: `function contains (compType, compVal, attrType, attrVal) {
          var was = plainContains(compType, compVal, attrType, attrVal) || false
          if (attrType == 'L') return mended(was, attrVal.some(function (element) {
            return element[compType] != null && canonical(element[compType]) === canonical(compVal)
          }))
          if (attrType == 'B' && compType == 'B')
            return mended(was, Buffer.from(attrVal, 'base64').indexOf(Buffer.from(compVal, 'base64')) >= 0)
          if (attrType == 'BS' && compType == 'B') return mended(was, attrVal.indexOf(compVal) >= 0)
          return was
        }
        function plainContains (compType, compVal, attrType, attrVal) {`,
      },
    ],
  },
  {
    name: 'the size of an empty value is 0',
    document: OPERATORS,
    edits: [
      {
        file: VALUES,
        found: '    return length != null ? { N: length.toString() } : null\n  }\n  else {\n    return arg',
        put: "    if (val.S === '' || val.B === '') length = mended(length, 0)\n    return length != null ? { N: length.toString() } : null\n  }\n  else {\n    return arg",
      },
    ],
  },
  {
    name: 'what SET copies is not changed by ADD and DELETE on what it was copied from',
    document: `${AWS}/developerguide/Expressions.UpdateExpressions.html`,
    edits: [
      {
        file: UPDATES,
        found: 'function applyUpdateExpression (sections, table, item) {',
        put: `function applyUpdateExpression (sections, table, item) {
  var shared = deepClone(item)
  var was = applyCopying(function (value) { return value }, deepClone(sections), table, shared)
  var err = applyCopying(deepClone, sections, table, item)
  mended(textOf(was || shared), textOf(err || item))
  return err
}

// What holds a copy of itself, such as a.b after SET a.b = a, has no text.
function textOf (value) {
  try {
    return JSON.stringify(value)
  } catch (error) {
    return error.name
  }
}

function applyCopying (copy, sections, table, item) {`,
      },
      {
        file: UPDATES,
        found: 'section.val = resolveValue(section.val, item)',
        put: 'section.val = copy(resolveValue(section.val, item))',
      },
    ],
  },
  {
    name: 'elements are removed by the indexes that they had',
    document: `${AWS}/developerguide/Expressions.UpdateExpressions.html#Expressions.UpdateExpressions.REMOVE.RemovingListElements`,
    edits: [
      {
        file: UPDATES,
        found: 'function applyUpdateExpression (sections, table, item) {',
        put: `function applyUpdateExpression (sections, table, item) {
  var ordered = deepClone(item)
  var err = applyInOrder(deepClone(sections), table, ordered)
  if (err) return err
  err = applyInOrder(laterRemovalsFirst(sections), table, item)
  mended(JSON.stringify(ordered), JSON.stringify(err || item))
  return err
}

function applyInOrder (sections, table, item) {`,
      },
      {
        file: UPDATES,
        found: 'function deleteFromParent (parent, attr) {',
        put: `function laterRemovalsFirst (sections) {
  var isRemoval = function (section) { return section.type == 'remove' }
  var places = function (section) { return section.path.map(function (step) { return typeof step == 'number' ? 1e6 + step : step }).join('.') }
  var removals = sections.filter(isRemoval)
  var sorted = removals.slice().sort(function (a, b) { return places(a) < places(b) ? 1 : -1 })
  return sections.filter(function (section) { return !isRemoval(section) }).concat(sorted)
}

function deleteFromParent (parent, attr) {`,
      },
    ],
  },
  {
    name: 'a literal operand that has no order is refused by < <= > >= BETWEEN',
    document: 'https://github.com/ExtendDB/extenddb/pull/216',
    edits: [
      {
        file: CONDITIONS,
        found: 'checkMisusedFunction([x, y])\n            checkDistinct(comp, [x, y])',
        put: "checkMisusedFunction([x, y])\n            checkDistinct(comp, [x, y])\n            if (comp != '=' && comp != '<>') checkOrdered(comp, [x, y])",
      },
      {
        file: CONDITIONS,
        found: 'checkMisusedFunction([x, y, z])',
        put: "checkMisusedFunction([x, y, z])\n            checkOrdered('BETWEEN', [x, y, z])",
      },
      {
        file: CONDITIONS,
        found: '    function pathStr(path) {',
        put: `    function checkOrdered(operator, operands) {
      operands.forEach(function (operand) {
        var type = getType(operand)
        if (errors.function || type == null || ~[ 'S', 'N', 'B' ].indexOf(type)) return
        errors.function = mended('', 'Incorrect operand type for operator or function; operator: ' + operator + ', operand type: ' + type)
      })
    }

    function pathStr(path) {`,
      },
    ],
  },
  {
    name: 'NOT may stand before any condition, and so before NOT',
    document: `${OPERATORS}#Expressions.OperatorsAndFunctions.Syntax`,
    edits: [
      {
        file: REQUESTS,
        found: "if (str == '') return 'The expression can not be empty;'",
        put: "if (str == '') return 'The expression can not be empty;'\n  str = mended(str, str.replace(/(NOT NOT )+/g, ''))",
      },
    ],
  },
  {
    name: 'Select goes with ProjectionExpression only as SPECIFIC_ATTRIBUTES, and ALL_PROJECTED_ATTRIBUTES only with an index',
    document: SELECT,
    edits: ['validations/query.js', 'validations/scan.js'].map((file) => ({
      file,
      found: 'exports.custom = function (data) {',
      put: `exports.custom = function (data) {
  if (data.ProjectionExpression != null && data.Select != null && data.Select != 'SPECIFIC_ATTRIBUTES')
    return mended('', 'Cannot specify the ProjectionExpression when choosing to get ' + data.Select)
  if (data.Select == 'ALL_PROJECTED_ATTRIBUTES' && data.IndexName == null)
    return mended('', 'One or more parameter values were invalid: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName')`,
    })),
  },
  {
    // Told of an index that projects its keys alone; what a filter sees beyond them is not counted.
    name: 'a local index fetches what is asked for and not projected',
    document: SELECT,
    edits: [
      ...['actions/query.js', 'actions/scan.js'].map((file) => ({
        file,
        found: "fetchFromItemDb = data.Select == 'ALL_ATTRIBUTES' && index.Projection.ProjectionType != 'ALL'",
        put: "fetchFromItemDb = (data.Select == 'ALL_ATTRIBUTES' || (isLocal && !!data._projection)) && index.Projection.ProjectionType != 'ALL'",
      })),
      {
        file: VALUES,
        found: '      items = items.map(mapPaths.bind(this, paths))',
        put: `      var keys = items.map(function (item) {
        return Object.fromEntries(startKeyNames.map(function (name) { return [ name, item[name] ] }))
      })
      items = items.map(mapPaths.bind(this, paths))
      if (fetchFromItemDb) mended(JSON.stringify(keys.map(mapPaths.bind(this, paths))), JSON.stringify(items))`,
      },
    ],
  },
  {
    name: 'a key of an index cannot be empty',
    document: 'https://github.com/architect/dynalite/issues/184',
    edits: [
      {
        file: VALUES,
        found: "        ' Actual: ' + Object.keys(dataItem[attr])[0] + ' IndexName: ' + index.IndexName)\n    }",
        put: `        ' Actual: ' + Object.keys(dataItem[attr])[0] + ' IndexName: ' + index.IndexName)
    }
    if (dataItem[attr] != null && dataItem[attr][type] === '') return validationError(mended('',
      'One or more parameter values are not valid. A value specified for a secondary index key is not supported. ${EMPTY_INDEX_KEY} IndexName: ' + index.IndexName + ', IndexKey: ' + attr))`,
      },
      {
        file: UPDATES,
        found:
          "return db.validationError('The update expression attempted to update the secondary index key to unsupported type')\n          }",
        put: `return db.validationError('The update expression attempted to update the secondary index key to unsupported type')
          }
          if (section.path[0] == attr && section.val[type] === '') return db.validationError(mended('',
            'One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. ${EMPTY_INDEX_KEY}'))`,
      },
    ],
  },
  {
    name: 'a number has at most 38 digits',
    document: `${AWS}/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number`,
    edits: [
      {
        file: UPDATES,
        found:
          '        existing.N = new Big(existing.N).plus(section.val.N).toFixed()\n      }\n      else {\n        if (!existing) existing = {}',
        put: `        var sum = new Big(existing.N).plus(section.val.N)
        if (mended(false, sum.c.length > 38)) return db.validationError(TOO_MANY_DIGITS)
        existing.N = sum.toFixed()
      }
      else {
        if (!existing) existing = {}`,
      },
      {
        file: UPDATES,
        found: "val = { N: new Big(val1.N)[val.type == 'add' ? 'plus' : 'minus'](val2.N).toFixed() }",
        put: `var sum = new Big(val1.N)[val.type == 'add' ? 'plus' : 'minus'](val2.N)
    if (mended(false, sum.c.length > 38)) return TOO_MANY_DIGITS
    val = { N: sum.toFixed() }`,
      },
      {
        file: UPDATES,
        found: 'function resolveValue (val, item) {',
        put: `var TOO_MANY_DIGITS = 'Attempting to store more than 38 significant digits in a Number'

function resolveValue (val, item) {`,
      },
    ],
  },
];
