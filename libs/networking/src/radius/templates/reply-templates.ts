import { compileTemplate, type CompiledTemplate } from './compile-template.js';
import { defaultTemplate } from './default-templates.js';
import { renderReply, type RenderedReply } from './render-reply.js';
import type { ReplySubject } from './reply-subject.js';
import {
  type LineFault,
  NAS_TYPES,
  type NasType,
  REPLY_EVENTS,
  type ReplyEvent,
  type ReplyTemplate,
} from './reply-template.js';
import { isFact } from './variables.js';

/** An answer, and where it comes from. */
export interface Reply extends RenderedReply {
  readonly event: ReplyEvent;
  /** The operator's template that it was made by; undefined: the usual one. */
  readonly templateId: string | undefined;
  /** Why the operator's template was not used, though there is one. */
  readonly fellBack: { readonly templateId: string; readonly fault: LineFault } | undefined;
}

export type TemplateFaultReporter = (template: ReplyTemplate, fault: LineFault) => void;

interface Own {
  readonly template: ReplyTemplate;
  readonly compiled: CompiledTemplate | undefined;
  readonly fault: LineFault | undefined;
}

/**
 * How each make of device is answered: by the template of the customer's partner, by that of everybody, or as usual. A
 * template that fails in use is set aside for that answer, and the usual one says it: nobody gets more, or less, for it.
 */
export class ReplyTemplates {
  /** The facts of customers, services and plans that the templates name. */
  readonly facts: ReadonlySet<string>;
  private readonly own = new Map<string, Own>();

  constructor(
    readonly templates: readonly ReplyTemplate[] = [],
    private readonly report?: TemplateFaultReporter,
  ) {
    const facts = new Set<string>();
    for (const template of templates) {
      const compiled = compiledOf(template.source);
      this.own.set(keyOf(template.nasType, template.event, template.partnerId), {
        template,
        compiled: compiled.ok ? compiled.value : undefined,
        fault: compiled.ok ? undefined : compiled.error[0],
      });
      if (compiled.ok) for (const path of compiled.value.uses) if (isFact(path)) facts.add(path);
    }
    this.facts = facts;
  }

  /** Pure but for the report of a fault. */
  reply(event: ReplyEvent, subject: ReplySubject): Reply {
    const nasType = subject.nas.vendor;
    const own = this.ownOf(nasType, event, subject.entry?.partnerId ?? subject.nas.partnerId);
    if (!own) return { ...usualReply(nasType, event, subject), event, templateId: undefined, fellBack: undefined };
    const rendered = own.compiled && renderReply(own.compiled, subject);
    const fault = rendered ? rendered.faults[0] : own.fault;
    const templateId = own.template.id;
    if (rendered && !fault) return { ...rendered, event, templateId, fellBack: undefined };
    const said: LineFault = fault ?? { line: 1, code: 'not_liquid', message: 'It cannot be read.' };
    this.report?.(own.template, said);
    return {
      ...usualReply(nasType, event, subject),
      event,
      templateId: undefined,
      fellBack: { templateId, fault: said },
    };
  }

  private ownOf(nasType: NasType, event: ReplyEvent, partnerId: string | undefined): Own | undefined {
    if (this.own.size === 0) return undefined;
    const partners = partnerId === undefined ? undefined : this.own.get(keyOf(nasType, event, partnerId));
    return partners ?? this.own.get(keyOf(nasType, event, undefined));
  }
}

function usualReply(nasType: NasType, event: ReplyEvent, subject: ReplySubject): RenderedReply {
  return renderReply(usual(nasType, event), subject);
}

function keyOf(nasType: NasType, event: ReplyEvent, partnerId: string | undefined): string {
  return `${nasType}/${event}/${partnerId ?? ''}`;
}

const usuals = new Map<string, CompiledTemplate>();

function usual(nasType: NasType, event: ReplyEvent): CompiledTemplate {
  const key = keyOf(nasType, event, undefined);
  const known = usuals.get(key);
  if (known) return known;
  const compiled = compileTemplate(defaultTemplate(nasType, event));
  if (!compiled.ok) throw new Error(`the usual template ${key} is wrong: ${compiled.error[0]?.message}`);
  usuals.set(key, compiled.value);
  return compiled.value;
}

/** Read at the start, so that no login waits for it. */
for (const nasType of NAS_TYPES) for (const event of REPLY_EVENTS) usual(nasType, event);

const MOST_COMPILED = 200;
const compiledBySource = new Map<string, ReturnType<typeof compileTemplate>>();

/** Each source is read once, however often the templates are loaded. */
function compiledOf(source: string): ReturnType<typeof compileTemplate> {
  const known = compiledBySource.get(source);
  if (known) return known;
  const compiled = compileTemplate(source);
  if (compiledBySource.size >= MOST_COMPILED) compiledBySource.clear();
  compiledBySource.set(source, compiled);
  return compiled;
}

/** With no template of the operator's. */
export const USUAL_REPLIES = new ReplyTemplates();
