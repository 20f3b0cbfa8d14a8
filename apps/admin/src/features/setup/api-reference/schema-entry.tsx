import {
  ButtonLink,
  EmptyState,
  EntityLink,
  Section,
  type SimpleColumn,
  SimpleTable,
  Stack,
  Text,
  useTexts,
} from '@demarc/ui';
import { apiReferenceTexts } from './api-reference-texts';
import { type FieldEntry, namedType, type TypeEntry, type TypeRef, typeText, type ValueEntry } from './introspection';

/** One type, or one operation as `query.customer`. */
export function SchemaEntry({ types, name }: { types: readonly TypeEntry[]; name: string }) {
  const t = useTexts(apiReferenceTexts);
  const back = <ButtonLink href="/setup/api/schema">{t('back')}</ButtonLink>;
  const [root, field] = name.split('.');
  if (field !== undefined) {
    const holder = types.find((type) => type.name === (root === 'mutation' ? 'Mutation' : 'Query'));
    const operation = holder?.fields?.find((one) => one.name === field);
    if (operation)
      return (
        <Stack>
          <div>{back}</div>
          <Operation types={types} operation={operation} />
        </Stack>
      );
  }
  const type = types.find((one) => one.name === name);
  if (!type) return <EmptyState title={t('missing', { name })} action={back} />;
  return (
    <Stack>
      <div>{back}</div>
      <TypeSection types={types} type={type} />
    </Stack>
  );
}

function TypeLink({ types, type }: { types: readonly TypeEntry[]; type: TypeRef }) {
  const known = types.find(({ name }) => name === namedType(type));
  const text = <code>{typeText(type)}</code>;
  if (!known || (known.kind === 'SCALAR' && known.description === null)) return text;
  return <EntityLink href={`/setup/api/schema?entry=${known.name}`}>{text}</EntityLink>;
}

function Operation({ types, operation }: { types: readonly TypeEntry[]; operation: FieldEntry }) {
  const t = useTexts(apiReferenceTexts);
  return (
    <Section
      title={<code>{operation.name}</code>}
      {...(operation.description ? { description: operation.description } : {})}
    >
      <Stack>
        <Text>
          {t('answers')} <TypeLink types={types} type={operation.type} />
        </Text>
        {operation.args.length > 0 && (
          <SimpleTable
            label={t('args')}
            rows={operation.args}
            rowId={(arg) => arg.name}
            columns={valueColumns(types, t, t('argument'))}
          />
        )}
      </Stack>
    </Section>
  );
}

function TypeSection({ types, type }: { types: readonly TypeEntry[]; type: TypeEntry }) {
  const t = useTexts(apiReferenceTexts);
  const users = usersOf(types, type.name);
  return (
    <Section title={<code>{type.name}</code>} {...(type.description ? { description: type.description } : {})}>
      <Stack>
        {type.fields && (
          <SimpleTable
            label={t('fields')}
            rows={type.fields}
            rowId={({ name }) => name}
            columns={valueColumns(types, t, t('field'))}
          />
        )}
        {type.inputFields && (
          <SimpleTable
            label={t('fields')}
            rows={type.inputFields}
            rowId={({ name }) => name}
            columns={valueColumns(types, t, t('field'))}
          />
        )}
        {type.enumValues && (
          <SimpleTable
            label={t('value')}
            rows={type.enumValues}
            rowId={({ name }) => name}
            columns={[
              { id: 'name', header: t('value'), cell: ({ name }) => <code>{name}</code> },
              { id: 'meaning', header: t('meaning'), cell: ({ description }) => description ?? '–' },
            ]}
          />
        )}
        {users.length > 0 && (
          <Text as="div" tone="secondary">
            {t('usedBy')}{' '}
            {users.map(({ entry, label }, at) => (
              <span key={entry}>
                {at > 0 && ', '}
                <EntityLink href={`/setup/api/schema?entry=${entry}`}>
                  <code>{label}</code>
                </EntityLink>
              </span>
            ))}
          </Text>
        )}
      </Stack>
    </Section>
  );
}

function valueColumns<Value extends ValueEntry>(
  types: readonly TypeEntry[],
  t: ReturnType<typeof useTexts<typeof apiReferenceTexts.entries>>,
  nameHeader: string,
): readonly SimpleColumn<Value>[] {
  return [
    { id: 'name', header: nameHeader, cell: ({ name }) => <code>{name}</code> },
    { id: 'type', header: t('typeHeader'), cell: ({ type }) => <TypeLink types={types} type={type} /> },
    { id: 'meaning', header: t('meaning'), cell: (value) => <Meaning value={value} /> },
  ];
}

function Meaning({ value }: { value: ValueEntry }) {
  const t = useTexts(apiReferenceTexts);
  const deprecation =
    'deprecationReason' in value && typeof value.deprecationReason === 'string' ? value.deprecationReason : null;
  return (
    <>
      {value.description ?? '–'}
      {typeof value.defaultValue === 'string' && ` (${t('unless', { value: value.defaultValue })})`}
      {deprecation !== null && ` ${t('deprecated', { reason: deprecation })}`}
    </>
  );
}

function usersOf(types: readonly TypeEntry[], name: string): readonly { entry: string; label: string }[] {
  return types
    .flatMap((type) =>
      (type.fields ?? type.inputFields ?? []).flatMap((field) => {
        const args = 'args' in field ? (field as FieldEntry).args : [];
        if (namedType(field.type) !== name && !args.some((arg) => namedType(arg.type) === name)) return [];
        if (type.name === 'Query') return [{ entry: `query.${field.name}`, label: field.name }];
        if (type.name === 'Mutation') return [{ entry: `mutation.${field.name}`, label: field.name }];
        return [{ entry: type.name, label: `${type.name}.${field.name}` }];
      }),
    )
    .filter(({ entry, label }, at, all) => all.findIndex((one) => one.label === label) === at && entry !== name);
}
