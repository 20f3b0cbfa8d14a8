import { useRef, type ReactNode } from 'react';
import { FormProvider, type FieldErrors, type FieldValues, type UseFormReturn } from 'react-hook-form';
import type { Failure } from '../feedback/failure';
import { useUiTexts } from '../text/use-texts';

export interface FormProps<Values extends FieldValues> {
  readonly form: UseFormReturn<Values>;
  readonly onSubmit: (values: Values) => void | Promise<void>;
  readonly children: ReactNode;
  /** Labels by field name, for the summary of errors. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Why it was refused, shown where no field says so. */
  readonly failure?: Failure | null | undefined;
  readonly footer?: ReactNode;
  readonly id?: string;
}

/** Fields, a focusable summary of what is wrong, and Ctrl-Enter to submit. */
export function Form<Values extends FieldValues>({
  form,
  onSubmit,
  children,
  labels = {},
  failure,
  footer,
  id,
}: FormProps<Values>) {
  const summary = useRef<HTMLDivElement>(null);
  const element = useRef<HTMLFormElement>(null);
  const { errors, submitCount } = form.formState;
  const submit = form.handleSubmit(onSubmit, () => requestAnimationFrame(() => summary.current?.focus()));
  return (
    <FormProvider {...form}>
      <form
        id={id}
        ref={element}
        noValidate
        className="dm-form"
        onSubmit={(event) => {
          event.stopPropagation();
          void submit(event);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) element.current?.requestSubmit();
        }}
      >
        <ErrorSummary
          ref={summary}
          errors={submitCount > 0 ? errors : {}}
          labels={labels}
          failure={failure}
          onGoTo={(name) => focusField(element.current, name)}
        />
        {children}
        {footer !== undefined && <div className="dm-form-foot">{footer}</div>}
      </form>
    </FormProvider>
  );
}

function focusField(form: HTMLFormElement | null, name: string) {
  const field = form?.elements.namedItem(name);
  if (field instanceof HTMLElement) field.focus();
  else if (field instanceof RadioNodeList && field[0] instanceof HTMLElement) field[0].focus();
}

interface ErrorSummaryProps {
  readonly ref: React.Ref<HTMLDivElement>;
  readonly errors: FieldErrors;
  readonly labels: Readonly<Record<string, string>>;
  readonly failure: Failure | null | undefined;
  readonly onGoTo: (name: string) => void;
}

function ErrorSummary({ ref, errors, labels, failure, onGoTo }: ErrorSummaryProps) {
  const t = useUiTexts();
  const faults = flatErrors(errors);
  if (faults.length === 0 && (failure === null || failure === undefined)) return null;
  return (
    <div className="dm-error-summary" ref={ref} tabIndex={-1} role="alert">
      {faults.length === 0 && <p>{failure?.message}</p>}
      {faults.length > 0 && (
        <>
          <p>{t('form.faults', { count: faults.length })}</p>
          <ul>
            {faults.map(({ name, message }) => (
              <li key={name}>
                <button type="button" className="dm-link" onClick={() => onGoTo(name)}>
                  {labels[name] === undefined ? message : `${labels[name]}: ${message}`}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function flatErrors(errors: FieldErrors, prefix = ''): readonly { name: string; message: string }[] {
  return Object.entries(errors).flatMap(([key, error]) => {
    if (error === undefined || key === 'root') return [];
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof error.message === 'string' && error.message !== '') return [{ name, message: error.message }];
    return typeof error === 'object' && !('type' in error) ? flatErrors(error as FieldErrors, name) : [];
  });
}
