extension CardHTML {
    /// How the elements look, in light and in dark surroundings; sizes and spacings are near those of Webex's own clients.
    package static let stylesheet: StaticString = """
        .card { display: flow-root; padding: 4px 16px 16px; background: var(--card); border: 1px solid var(--line);
          border-radius: 12px; font-size: 14px; line-height: 1.4; overflow-wrap: anywhere; }
        .card p, .card dl { margin: 0; }
        .card .textblock, .card .factset, .card .container, .card .columnset, .card .actionset, .card label,
        .card > .actions { margin-top: 8px; }
        .card .spacing-none { margin-top: 0; }
        .card .spacing-small { margin-top: 4px; }
        .card .spacing-medium { margin-top: 16px; }
        .card .spacing-large { margin-top: 24px; }
        .card .separator { border-top: 1px solid var(--line); padding-top: 12px; margin-top: 12px; }
        .card .container > :first-child, .card .column > :first-child { margin-top: 0; }
        .card .size-small { font-size: 12px; }
        .card .size-medium { font-size: 16px; }
        .card .size-large { font-size: 20px; line-height: 1.3; }
        .card .size-extralarge { font-size: 26px; line-height: 1.2; }
        .card .weight-bolder { font-weight: 600; }
        .card .weight-lighter { font-weight: 300; }
        .card .subtle { color: var(--quiet); }
        .card .color-accent { color: var(--accent); }
        .card .color-good { color: var(--good); }
        .card .color-warning { color: var(--warning); }
        .card .color-attention { color: var(--bad); }
        .card .horizontalalignment-center { text-align: center; }
        .card .horizontalalignment-right { text-align: right; }
        .card .style-emphasis { margin-top: 12px; padding: 10px 12px; border-radius: 8px; background: var(--back); }
        .card .columns { display: flex; gap: 12px; align-items: center; }
        .card .columns > .wide { flex: 1 1 0; min-width: 0; }
        .card .columns > .narrow { flex: 0 0 auto; }
        .card .factset { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; }
        .card dt { font-weight: 600; }
        .card dd { margin: 0; }
        .card label { display: block; }
        .card label span { display: block; font-weight: 600; }
        .card label .required { display: inline; color: var(--bad); }
        .card input { width: 100%; margin-top: 4px; padding: 7px 10px; border: 1px solid var(--edge);
          border-radius: 8px; background: var(--card); color: inherit; font: inherit; }
        .card label small { display: block; margin-top: 3px; color: var(--bad); font-size: 12px; }
        .card .actions { display: flex; flex-wrap: wrap; gap: 8px; }
        .card > .actions { margin-top: 16px; }
        .card .button { padding: 5px 14px; border: 1px solid var(--edge); border-radius: 16px; color: inherit;
          font-weight: 500; text-decoration: none; }
        .card .button.positive { border-color: var(--good); background: var(--good); color: var(--card); }
        .card .button.destructive { border-color: var(--bad); color: var(--bad); }
        .card .link { color: var(--accent); }
        .card .unknown { margin-top: 8px; padding: 8px; border: 1px dashed var(--bad); color: var(--bad); }

        """
}
