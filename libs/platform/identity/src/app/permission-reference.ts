import { allPermissions } from '@demarc/access';
import { SHIPPED_ROLES } from './seed-roles.js';

/** The generated reference page of permissions, in Markdown. */
export function permissionReference(): string {
  const roles = SHIPPED_ROLES.filter((role) => role.key !== 'super_administrator');
  const lines = [
    '# Permissions',
    '',
    'Generated from the permission registry. Roles are data: the marks show what the shipped roles hold at first. The super administrator holds every permission.',
  ];
  let area = '';
  for (const declared of allPermissions()) {
    if (declared.area !== area) {
      area = declared.area;
      lines.push(
        '',
        `## ${area}`,
        '',
        `| Permission | What it allows | ${roles.map((role) => role.name).join(' | ')} |`,
        `|---|---|${roles.map(() => ':-:|').join('')}`,
      );
    }
    const marks = roles.map((role) => ((declared.roles as readonly string[]).includes(role.key) ? '✓' : ''));
    lines.push(`| \`${declared.permission}\` | ${declared.sentence.replaceAll('|', '\\|')} | ${marks.join(' | ')} |`);
  }
  return `${lines.join('\n')}\n`;
}
