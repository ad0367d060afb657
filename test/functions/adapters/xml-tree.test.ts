import { XmlShapeDeserializer } from '@aws-sdk/core/protocols';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlainXml } from '../../../functions/adapters/xml-tree.ts';

/** The parser of the SDK, which it must never contradict. */
class Sdk extends XmlShapeDeserializer {
  parse(xml: string): unknown {
    return this.parseXml(xml);
  }
}
const sdk = new Sdk({
  xmlNamespace: '',
  serviceNamespace: '',
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: false,
});

const tag = fc.constantFrom('member', 'Instances', 'InstanceId', 'item', 'Tag', 'constructor', 'a.b', 'x-y');
const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\n  ',
    'web',
    '0',
    'a b',
    ' padded ',
    'line\nfeed',
    'è',
    '&amp;',
    '&#xD;',
    '<!-- x -->',
    '\r\n',
  ),
  fc.stringMatching(/^[^<>&\r]{0,12}$/),
);
const layout = fc.constantFrom('', '', '\n', '\n    ', ' ', 'mixed');
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      tag,
      fc.oneof({ depthSize: 'medium' }, text, fc.array(fc.tuple(layout, tie('element')), { maxLength: 5 })),
      layout,
    )
    .map(([name, content, indent]) => {
      if (typeof content === 'string') return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
      return `<${name}>${content.map((part) => part.join('')).join('')}${indent}</${name}>`;
    }),
}));
const prolog = fc.constantFrom('', '<?xml version="1.0" encoding="UTF-8"?>', '<?xml version="1.0"?>\n');
const attribute = fc.constantFrom('', ' xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"', ' other="1"');
const documents = fc
  .tuple(prolog, attribute, fc.array(element, { maxLength: 4 }))
  .map(([start, extra, children]) => `${start}<Answer${extra}>${children.join('')}</Answer>`);

describe('plain XML', () => {
  it('is read as the SDK reads it, or left to the SDK', () => {
    let read = 0;
    fc.assert(
      fc.property(documents, (xml) => {
        const tree = readPlainXml(xml);
        if (tree === null) return;
        read++;
        expect(tree).toEqual(sdk.parse(xml));
      }),
      { numRuns: 2000 },
    );
    expect(read).toBeGreaterThan(200);
  });

  it('that is cut anywhere is left to the SDK, which tells what is wrong', () => {
    const xml = '<A xmlns="http://a/"><B>text</B><C><D/><D>2</D></C></A>';
    expect(readPlainXml(xml)).toEqual({ B: 'text', C: { D: ['', '2'] }, xmlns: 'http://a/' });
    for (let length = 0; length < xml.length; length++) expect(readPlainXml(xml.slice(0, length))).toBeNull();
  });

  it('is read without the elements that nobody needs', () => {
    const xml = '<A><B>1</B><C><D>2</D></C><B><C/><E>3</E></B></A>';
    expect(readPlainXml(xml, new Set(['C']))).toEqual({ B: ['1', { C: '', E: '3' }] });
    expect(readPlainXml('<A><C><D>2</D></A>', new Set(['C']))).toBeNull();
  });

  it.each([
    ['an entity', '<A><B>a &lt; b</B></A>'],
    ['a comment', '<A><!-- b --><B>1</B></A>'],
    ['CDATA', '<A><B><![CDATA[<b>]]></B></A>'],
    ['an attribute inside', '<A><B c="1">2</B></A>'],
    ['text beside elements', '<A>text<B>1</B></A>'],
    ['a carriage return', '<A>\r\n<B>1</B></A>'],
    ['a name that every object has', '<A><constructor>1</constructor></A>'],
    ['tags that do not match', '<A><B>1</C></A>'],
    ['no root', '   '],
  ])('with %s is left to the SDK', (_, xml) => {
    expect(readPlainXml(xml)).toBeNull();
  });
});
