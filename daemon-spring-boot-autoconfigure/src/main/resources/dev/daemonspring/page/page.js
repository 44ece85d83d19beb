// The page of the workers. It looks at 'state' every second while it is shown, and gives orders as JSON-RPC calls to 'orders'.
'use strict';

(() => {

	const LOOK_EVERY = 1000;
	const CURVES_EVERY = 5000;
	const PATIENCE = 5000;
	const RECENT = 60_000;
	const SAMPLES = 120;
	// The length of an iteration is drawn across this many periods in which none ended
	const LONGEST_GAP = 24;
	const TOKEN = 'daemon-page-token';

	const STATES = {
		SPINUP: ['Spinning up', 'busy'], LOOPING: ['Looping', 'good'], PAUSED: ['Paused', 'rest'],
		SPINDOWN: ['Spinning down', 'busy'], STOPPED: ['Stopped', 'idle'], RESTARTING: ['Restarting', 'warn'],
		FAILED: ['Failed', 'bad'], STALLED: ['Stalled', 'bad'], DONE: ['Done', 'good']
	};
	const WRONG = new Set(['RESTARTING', 'FAILED', 'STALLED']);
	const ENDED = new Set(['STOPPED', 'FAILED', 'DONE']);
	const FILTERS = [
		['all', 'All', () => true],
		['wrong', 'Needs attention', (view) => isWrong(view)],
		['looping', 'Looping', (view) => view.state === 'LOOPING'],
		['paused', 'Paused', (view) => view.state === 'PAUSED'],
		['stopped', 'Stopped', (view) => view.state === 'STOPPED' || view.state === 'DONE'],
		['changing', 'Starting or ending', (view) => view.state === 'SPINUP' || view.state === 'SPINDOWN']
	];
	const ORDERS = {
		pause: { label: 'Pause', ask: false, done: 'pauses', effect: 'finishes the running iteration and then waits until resumed' },
		resume: { label: 'Resume', ask: false, done: 'resumes', effect: 'runs iterations again, at once' },
		run: { label: 'Run now', ask: false, done: 'runs once', effect: 'runs one iteration, at once or when the running one has ended' },
		start: { label: 'Start', ask: false, done: 'starts', effect: 'starts with a fresh back-off' },
		restart: { label: 'Restart', ask: true, done: 'restarts', effect: 'finishes the running iteration, spins down, and starts in a new process' },
		stop: { label: 'Stop', ask: true, done: 'stops', effect: 'finishes the running iteration, spins down, and stays stopped until started' }
	};

	const $ = (id) => document.getElementById(id);
	const numbers = new Intl.NumberFormat('en');
	const moments = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
	const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

	const page = {
		session: null, renew: false, tag: null, daemon: null, views: new Map(), rows: new Map(), selected: new Set(), wrong: new Map(),
		curves: new Map(), lastSample: -1, curvesAt: 0, restarted: new Map(), filter: 'all', query: '', offset: 0, seenAt: 0, goneSince: 0,
		open: null, openKey: null, ended: false, timer: 0, busy: false
	};

	// ---- small tools ----

	function make(tag, attributes, ...children) {
		const element = document.createElement(tag);
		for (const [name, value] of Object.entries(attributes ?? {})) {
			if (name.startsWith('on')) {
				element.addEventListener(name.slice(2), value);
			}
			else if (value !== null && value !== undefined && value !== false) {
				element.setAttribute(name, value === true ? '' : value);
			}
		}
		element.append(...children);
		return element;
	}

	function makeSvg(tag, attributes) {
		const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
		Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
		return element;
	}

	function text(node, value) {
		if (node.textContent !== value) {
			node.textContent = value;
		}
	}

	function attribute(node, name, value) {
		if (value === null) {
			node.removeAttribute(name);
		}
		else if (node.getAttribute(name) !== value) {
			node.setAttribute(name, value);
		}
	}

	function show(node, visible) {
		if (node.hidden === visible) {
			node.hidden = !visible;
		}
	}

	const now = () => Date.now() + page.offset;

	function age(millis) {
		const seconds = Math.max(0, Math.round(millis / 1000));
		if (seconds < 60) {
			return `${seconds} s`;
		}
		if (seconds < 3600) {
			return `${Math.floor(seconds / 60)} min`;
		}
		return (seconds < 172_800) ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} d`;
	}

	function length(millis) {
		if (millis < 1) {
			return `${millis.toFixed(2)} ms`;
		}
		if (millis < 1000) {
			return `${millis.toFixed(millis < 10 ? 1 : 0)} ms`;
		}
		return (millis < 60_000) ? `${(millis / 1000).toFixed(1)} s` : `${Math.floor(millis / 60_000)} min ${Math.round(millis % 60_000 / 1000)} s`;
	}

	function bytes(count) {
		const mib = count / 1_048_576;
		return (mib < 1024) ? `${Math.round(mib)} MiB` : `${(mib / 1024).toFixed(1)} GiB`;
	}

	const plural = (count, word) => `${numbers.format(count)} ${word}${count === 1 ? '' : 's'}`;

	const stateOf = (view) => STATES[view.state] ?? [view.state, 'idle'];

	const lately = (view) => {
		const at = page.restarted.get(view.name);
		return at !== undefined && now() - at < RECENT;
	};

	const isWrong = (view) => WRONG.has(view.state) || Boolean(view.regionError) || lately(view);

	// ---- talking to the daemon ----

	function request(path, options = {}) {
		const headers = { Accept: 'application/json, text/plain', 'X-Requested-With': 'XMLHttpRequest', ...options.headers };
		const token = sessionStorage.getItem(TOKEN);
		if (token) {
			headers.Authorization = `Bearer ${token}`;
		}
		return fetch(path, { cache: 'no-store', redirect: 'manual', credentials: 'same-origin',
			signal: AbortSignal.timeout(options.patience ?? PATIENCE), ...options, headers });
	}

	class Refused extends Error {
		constructor(status, message) {
			super(message);
			this.status = status;
		}
	}

	async function read(path, options) {
		const response = await request(path, options);
		if (response.status === 304) {
			return { response, value: null };
		}
		if (response.type === 'opaqueredirect') {
			throw new Refused(401, 'login');
		}
		const type = response.headers.get('Content-Type') ?? '';
		if (!response.ok || (!type.startsWith('application/json') && !options?.plain)) {
			const reason = type.startsWith('text/plain') ? await response.text() : '';
			throw new Refused(response.ok ? 401 : response.status, reason || (response.headers.get('WWW-Authenticate') ?? ''));
		}
		return { response, value: options?.plain ? await response.text() : await response.json() };
	}

	async function look() {
		clearTimeout(page.timer);
		if (document.hidden || page.busy) {
			return;
		}
		page.busy = true;
		try {
			if (!page.session || page.renew) {
				page.session = (await read('session')).value;
				page.renew = false;
				showSession();
			}
			const asked = Date.now();
			const { response, value } = await read('state', { headers: page.tag ? { 'If-None-Match': page.tag } : {} });
			const time = Number(response.headers.get('Daemon-Time'));
			page.offset = (time) ? time - (asked + Date.now()) / 2 : 0;
			page.seenAt = Date.now();
			page.goneSince = 0;
			if (value) {
				page.tag = response.headers.get('ETag');
				take(value);
			}
			showLink('live', 'Live');
			showNotice(null);
			if (Date.now() - page.curvesAt >= CURVES_EVERY) {
				await lookAtCurves();
			}
			render();
		}
		catch (problem) {
			failed(problem);
		}
		finally {
			page.busy = false;
			if (!page.ended) {
				page.timer = setTimeout(look, page.goneSince ? 2 * LOOK_EVERY : LOOK_EVERY);
			}
		}
	}

	function failed(problem) {
		if (!(problem instanceof Refused) || problem.status >= 500 || problem.status === 404) {
			page.goneSince ||= Date.now();
			page.renew = true;
			page.tag = null;
			showGone();
			return;
		}
		page.session = null;
		page.ended = problem.status === 401;
		showLink('gone', 'Not admitted');
		if (problem.status === 401 && problem.message.startsWith('Bearer')) {
			const wrong = sessionStorage.getItem(TOKEN) !== null;
			sessionStorage.removeItem(TOKEN);
			showNotice(wrong ? 'That is not the token.' : 'The workers are shown to those who have the token.', 'token');
		}
		else if (problem.status === 401) {
			showNotice('You are not logged in, or your login has ended.', 'login');
		}
		else {
			showNotice(problem.message || `The request was refused with status ${problem.status}. The log of the application says why.`);
		}
		document.body.classList.add('stale');
	}

	async function lookAtCurves() {
		const { value } = await read(`curves?after=${page.lastSample}`);
		if (value.last < page.lastSample) {
			forgetCurves();
			return;
		}
		page.curvesAt = Date.now();
		for (const [name, part] of Object.entries(value.workers)) {
			const known = page.curves.get(name) ?? { loops: [], memory: [], restarts: [], drawn: null };
			for (const key of ['loops', 'memory', 'restarts']) {
				known[key] = known[key].concat(part[key]).slice(-SAMPLES);
			}
			known.last = value.last;
			page.curves.set(name, known);
			const back = known.restarts.length - 1 - known.restarts.findLastIndex((count) => count > 0);
			const at = value.at - back * value.period;
			if (back < known.restarts.length && at > (page.restarted.get(name) ?? 0) + value.period) {
				page.restarted.set(name, at);
			}
		}
		page.lastSample = value.last;
	}

	function forgetCurves() {
		page.curves.clear();
		page.restarted.clear();
		page.lastSample = -1;
		page.curvesAt = 0;
	}

	function take(state) {
		if (page.daemon !== state.daemon) {
			if (page.daemon !== null) {
				forgetCurves();
				page.renew = true;
			}
			page.daemon = state.daemon;
			page.views.clear();
		}
		const views = new Map(state.workers.map((view) => [view.name, view]));
		for (const [name, view] of views) {
			const before = page.views.get(name);
			if (before && view.restarts > before.restarts) {
				page.restarted.set(name, now());
			}
			if (before && before.state !== view.state && (WRONG.has(view.state) || WRONG.has(before.state))) {
				speak(`${name} is ${stateOf(view)[0]}`);
			}
			else if (before && view.restarts > before.restarts) {
				speak(`${name} was restarted: ${view.lastExit ?? ''}`);
			}
		}
		page.views = views;
		for (const name of page.selected) {
			if (!views.has(name)) {
				page.selected.delete(name);
			}
		}
	}

	async function call(calls, retried) {
		const csrf = page.session?.csrf;
		const headers = { 'Content-Type': 'application/json', ...(csrf ? { [csrf.name]: csrf.value } : {}) };
		const body = JSON.stringify(calls.map((entry, id) => ({ jsonrpc: '2.0', id, ...entry })));
		const response = await request('orders', { method: 'POST', headers, body, patience: 120_000 });
		if ((response.headers.get('Content-Type') ?? '').startsWith('application/json')) {
			const answers = await response.json();
			return (Array.isArray(answers) ? answers : [answers]).sort((a, b) => a.id - b.id);
		}
		if (response.status === 403 && !retried) {
			// The token of an earlier login
			page.session = (await read('session')).value;
			return call(calls, true);
		}
		throw new Error(response.status === 401 || response.type === 'opaqueredirect' ? 'You are not logged in, or your login has ended.'
			: `The order was refused with status ${response.status}. The log of the application says why.`);
	}

	// ---- orders ----

	const may = (order) => page.session !== null && page.session.orders.includes(order) && !page.goneSince;

	function ordersFor(view) {
		if (ENDED.has(view.state) && view.wanted !== 'LOOPING') {
			return ['start'];
		}
		if (view.state === 'FAILED') {
			return ['start', 'stop'];
		}
		return [view.wanted === 'PAUSED' ? 'resume' : 'pause', 'restart', 'stop', 'run'];
	}

	async function order(kind, names) {
		const { label, ask, done, effect } = ORDERS[kind];
		const many = names.length > 1;
		if (ask || many) {
			const list = names.slice(0, 12).join(', ') + (names.length > 12 ? ` and ${names.length - 12} more` : '');
			const subject = many ? 'Each of them' : 'It';
			if (!await asked(`${label} ${many ? plural(names.length, 'worker') : names[0]}?`, `${many ? list + '\n\n' : ''}${subject} ${effect}.`,
				many ? `${label} ${numbers.format(names.length)}` : label, ask)) {
				return;
			}
		}
		try {
			const answers = await call(names.map((name) => ({ method: `worker.${kind}`, params: [name] })));
			const refused = [];
			names.forEach((name, index) => {
				const answer = answers.find((candidate) => candidate.id === index) ?? answers[0];
				if (answer?.error) {
					refused.push(`${name}: ${answer.error.message}`);
				}
				else if (answer?.result !== true) {
					refused.push(`${name} does not: it is ${stateOf(page.views.get(name) ?? { state: 'gone' })[0].toLowerCase()}`);
				}
			});
			const count = names.length - refused.length;
			if (count > 0) {
				toast(many ? `${plural(count, 'worker')} ${count === 1 ? done : done.replace(/s$/, '')}` : `${names[0]} ${done}`);
			}
			if (refused.length > 0) {
				toast(`${label} was refused. ${refused.slice(0, 5).join('; ')}`, 'bad');
			}
		}
		catch (problem) {
			toast(problem.name === 'TimeoutError' ? 'No answer. The order may have been followed.' : problem.message, 'bad');
		}
		look();
	}

	async function restartRolling({ worker }) {
		if (!await asked(`Restart ${worker}, one instance after the other?`,
			'Each finishes its iteration and spins down when another process has booted in its place. It ends at the first that does not come up.', 'Restart', true)) {
			return;
		}
		try {
			const [answer] = await call([{ method: 'worker.restart', params: [worker, true] }]);
			if (answer.error) {
				toast(answer.error.message, 'bad');
			}
			else {
				toast(answer.result === true ? `${worker} restarts, one instance after the other` : 'A rolling restart is under way already', answer.result === true ? undefined : 'bad');
			}
		}
		catch (problem) {
			toast(problem.name === 'TimeoutError' ? 'No answer. The order may have been followed.' : problem.message, 'bad');
		}
		look();
	}

	async function scale(instance, number) {
		const { worker, instances } = instance;
		if (number < instances && !await asked(`Scale ${worker} to ${plural(number, 'instance')}?`,
			`${plural(instances - number, 'instance')} with the highest index ${instances - number === 1 ? 'finishes its' : 'finish their'} iteration, `
			+ 'spin down, and leave.', 'Scale', true)) {
			return;
		}
		try {
			const [answer] = await call([{ method: 'worker.scale', params: [worker, number] }]);
			if (answer.error) {
				toast(answer.error.message, 'bad');
			}
			else {
				toast(answer.result === true ? `${worker} scales to ${plural(number, 'instance')}` : `${worker} has ${plural(number, 'instance')} already`);
			}
		}
		catch (problem) {
			toast(problem.name === 'TimeoutError' ? 'No answer. The order may have been followed.' : problem.message, 'bad');
		}
		look();
	}

	function asked(title, message, yes, harmful) {
		const dialog = $('ask');
		text($('ask-title'), title);
		text($('ask-text'), message);
		text($('ask-yes'), yes);
		$('ask-yes').className = harmful ? 'button danger' : 'button primary';
		return new Promise((resolve) => {
			const answer = (value) => () => {
				dialog.close(value);
			};
			$('ask-yes').onclick = answer('yes');
			$('ask-no').onclick = answer('no');
			dialog.returnValue = 'no';
			dialog.onclose = () => resolve(dialog.returnValue === 'yes');
			dialog.showModal();
			$('ask-no').focus();
		});
	}

	function orderButton(kind, names, label) {
		return make('button', { class: 'button', type: 'button', 'data-order': kind, 'aria-label': label ? `${ORDERS[kind].label} ${label}` : null,
			onclick: (event) => {
				const given = event.currentTarget.dataset.order;
				if (event.currentTarget.getAttribute('aria-disabled') !== 'true') {
					order(given, names());
				}
			} }, ORDERS[kind].label);
	}

	// ---- showing ----

	function showSession() {
		const acts = page.session.orders.length > 0;
		document.body.classList.toggle('read-only', !acts);
		const note = page.session.readOnly ? ' · read-only' : (acts ? '' : ' · you may look, not act');
		text($('application'), (page.session.application ?? '') + note);
		if (!acts) {
			page.selected.clear();
		}
	}

	function showLink(kind, message) {
		attribute($('link'), 'data-link', kind);
		text($('link-text'), message);
		document.body.classList.toggle('stale', kind !== 'live');
	}

	function showGone() {
		const since = clock.format(page.goneSince);
		showLink('gone', 'No answer');
		showNotice(`The daemon has not answered since ${since}.`
			+ (page.seenAt ? ` What is shown is from ${clock.format(page.seenAt)}, ${age(Date.now() - page.seenAt)} ago.` : ''));
		document.querySelectorAll('[data-order]').forEach((button) => attribute(button, 'aria-disabled', 'true'));
	}

	function showNotice(message, remedy) {
		show($('notice'), message !== null);
		text($('notice-text'), message ?? '');
		show($('token-form'), remedy === 'token');
		show($('notice-link'), remedy === 'login');
	}

	function badge() {
		const use = makeSvg('use', { href: '#icon-OTHER' });
		const icon = makeSvg('svg', { 'aria-hidden': 'true' });
		icon.append(use);
		const label = document.createElement('span');
		const element = make('span', { class: 'badge' }, icon, label);
		return { element, update: (view) => {
			const [word, tone] = stateOf(view);
			attribute(element, 'data-tone', tone);
			attribute(use, 'href', view.state in STATES ? `#icon-${view.state}` : '#icon-OTHER');
			text(label, word);
		} };
	}

	function wantedText(view) {
		if (view.wanted === view.state || (view.wanted === 'LOOPING' && view.state === 'DONE')) {
			return '';
		}
		if (view.wanted === 'PAUSED' && view.state === 'LOOPING') {
			return 'pauses after this iteration';
		}
		return `wanted: ${(STATES[view.wanted] ?? [view.wanted])[0].toLowerCase()}`;
	}

	function rhythm(view) {
		return (view.instance && view.instance.instances !== view.instance.configured ? 'scaled · ' : '') + view.rhythm + (view.process ? ` · in ${view.process}` : '');
	}

	function curve() {
		const line = makeSvg('path', { class: 'line' });
		const marks = makeSvg('path', { class: 'marks' });
		const element = makeSvg('svg', { class: 'curve', viewBox: '0 0 120 28', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
		element.append(line, marks);
		return { element, draw: (values, restarts, gap) => draw(line, marks, values, restarts, gap, 28) };
	}

	function draw(line, marks, values, restarts, gap, height) {
		const most = values.reduce((max, value) => Math.max(max, value ?? 0), 0) || 1;
		const start = SAMPLES - values.length;
		let path = '';
		let last = -1;
		values.forEach((value, index) => {
			if (value !== null) {
				const point = `${start + index} ${(height - 2 - value / most * (height - 4)).toFixed(1)}`;
				path += (last >= 0 && index - last <= gap) ? `L${point}` : `M${point}h.01`;
				last = index;
			}
		});
		attribute(line, 'd', path);
		attribute(marks, 'd', restarts.map((count, index) => count > 0 ? `M${start + index} 0V${height}` : '').join(''));
	}

	const visible = new IntersectionObserver((entries) => {
		for (const entry of entries) {
			const row = page.rows.get(entry.target.dataset.name);
			if (row) {
				row.visible = entry.isIntersecting;
				drawCurves(row);
			}
		}
	}, { rootMargin: '200px' });

	function drawCurves(row) {
		const data = page.curves.get(row.name);
		if (row.visible && data && row.drawn !== data.last) {
			row.drawn = data.last;
			row.lengthCurve.draw(data.loops, data.restarts, LONGEST_GAP);
			row.memoryCurve.draw(data.memory, data.restarts, 1);
		}
	}

	function newRow(name) {
		const cell = (kind, label, ...children) => make('td', { role: 'cell', class: kind, 'data-label': label }, ...children);
		const row = { name, visible: false, drawn: null, badge: badge(), lengthCurve: curve(), memoryCurve: curve() };
		const span = (kind) => make('span', kind ? { class: kind } : {});
		row.pick = make('input', { type: 'checkbox', 'aria-label': `Select ${name}`, onchange: (event) => {
			page.selected[event.currentTarget.checked ? 'add' : 'delete'](name);
			renderBulk();
		} });
		row.title = make('button', { class: 'name', type: 'button', 'aria-haspopup': 'dialog', onclick: () => openDetails(name) }, name);
		Object.assign(row, { rhythm: span('rhythm'), wanted: span('wanted'), since: make('time'), pid: span(), loops: span(), restarts: span(), exit: span(),
			length: span('value'), lengthNow: span(), lengthMore: make('small'), memory: span('value') });
		row.length.append(row.lengthNow, row.lengthMore);
		row.orders = [orderButton('pause', () => [name], name), orderButton('restart', () => [name], name)];
		const pair = (value, drawn) => make('div', { class: 'with-curve' }, drawn.element, value);
		row.element = make('tr', { role: 'row', 'data-name': name },
			cell('c-pick', null, row.pick),
			make('th', { role: 'rowheader', scope: 'row', class: 'c-name' }, row.title, row.rhythm),
			cell('c-state', null, row.badge.element, row.wanted),
			cell('c-since', 'Since', row.since), cell('c-pid number', 'Pid', row.pid), cell('c-loops number', 'Iterations', row.loops),
			cell('c-length', 'Length', pair(row.length, row.lengthCurve)), cell('c-memory', 'Memory', pair(row.memory, row.memoryCurve)),
			cell('c-restarts number', 'Restarts', row.restarts), cell('c-exit', 'Last exit', row.exit),
			cell('c-orders', null, make('div', { class: 'buttons' }, ...row.orders)));
		visible.observe(row.element);
		return row;
	}

	function updateRow(row, view) {
		attribute(row.element, 'data-state', view.state);
		attribute(row.element, 'data-wrong', isWrong(view) ? '' : null);
		row.badge.update(view);
		text(row.wanted, wantedText(view));
		text(row.rhythm, rhythm(view));
		text(row.since, age(now() - view.since));
		attribute(row.since, 'datetime', new Date(view.since).toISOString());
		attribute(row.since, 'title', moments.format(view.since));
		text(row.pid, view.pid ? String(view.pid) : '–');
		text(row.loops, numbers.format(view.iterations));
		const running = view.running ? now() - view.running : 0;
		text(row.lengthNow, running > 1000 ? age(running) : (view.iterations > 0 ? length(view.lastLoop) : '–'));
		text(row.lengthMore, running > 1000 ? 'running' : (view.iterations > 0 ? `max ${length(view.longestLoop)}` : ''));
		text(row.memory, view.memory ? bytes(view.memory) : '–');
		text(row.restarts, numbers.format(view.restarts));
		text(row.exit, view.lastExit ?? '–');
		row.pick.checked = page.selected.has(view.name);
		updateOrders(row.orders, view);
		drawCurves(row);
	}

	function updateOrders(buttons, view) {
		const possible = ordersFor(view);
		buttons.forEach((button, index) => {
			const kind = possible[index];
			show(button, kind !== undefined && page.session !== null && page.session.orders.includes(kind));
			if (kind !== undefined) {
				attribute(button, 'data-order', kind);
				attribute(button, 'aria-label', `${ORDERS[kind].label} ${view.name}`);
				attribute(button, 'aria-disabled', may(kind) ? null : 'true');
				text(button, ORDERS[kind].label);
			}
		});
	}

	function matches(view) {
		const query = page.query.toLowerCase();
		return FILTERS.find(([key]) => key === page.filter)[2](view)
			&& (query === '' || [view.name, String(view.pid ?? ''), view.lastError ?? '', view.lastExit ?? '', view.process ?? '']
				.some((value) => value.toLowerCase().includes(query)));
	}

	function render() {
		const views = [...page.views.values()];
		renderAttention(views);
		renderStates(views);
		const shown = views.filter(matches);
		renderRows(shown);
		text($('shown'), shown.length === views.length ? String(numbers.format(views.length)) : `${numbers.format(shown.length)} of ${numbers.format(views.length)}`);
		show($('table'), shown.length > 0);
		show($('none'), shown.length === 0 && page.daemon !== null);
		text($('none'), views.length === 0 ? 'This application has no workers. Annotate a bean with @Worker.' : 'No worker matches.');
		renderBulk();
		renderDetails();
		const wrong = views.filter(isWrong).length;
		const title = `${wrong ? `(${wrong}) ` : ''}Workers${page.session?.application ? ` · ${page.session.application}` : ''}`;
		if (document.title !== title) {
			document.title = title;
		}
	}

	function renderRows(shown) {
		const body = $('rows');
		const names = new Set(shown.map((view) => view.name));
		for (const [name, row] of page.rows) {
			if (!names.has(name)) {
				visible.unobserve(row.element);
				row.element.remove();
				page.rows.delete(name);
			}
		}
		let next = body.firstElementChild;
		for (const view of shown) {
			const row = page.rows.get(view.name) ?? newRow(view.name);
			page.rows.set(view.name, row);
			updateRow(row, view);
			if (next === row.element) {
				next = next.nextElementSibling;
			}
			else {
				body.insertBefore(row.element, next);
			}
		}
	}

	function renderAttention(views) {
		const wrong = views.filter(isWrong);
		const list = $('wrong');
		const names = new Set(wrong.map((view) => view.name));
		for (const [name, item] of page.wrong) {
			if (!names.has(name)) {
				item.element.remove();
				page.wrong.delete(name);
			}
		}
		for (const view of wrong) {
			const item = page.wrong.get(view.name) ?? newWrong(view.name);
			page.wrong.set(view.name, item);
			attribute(item.element, 'data-state', view.state);
			item.badge.update(view);
			const recent = lately(view) && !WRONG.has(view.state);
			const what = recent ? `restarted ${age(now() - page.restarted.get(view.name))} ago` : `for ${age(now() - view.since)}`;
			text(item.what, ` ${what}${view.lastExit ? ` · ${view.lastExit}` : ''} · ${plural(view.restarts, 'restart')}`);
			text(item.why, (view.regionError ?? view.lastError ?? '').split('\n')[0]);
			updateOrders(item.orders, view);
			if (item.element.parentNode !== list) {
				list.append(item.element);
			}
		}
		show($('well'), wrong.length === 0 && page.daemon !== null);
		const paused = views.filter((view) => view.state === 'PAUSED').length;
		text($('well'), views.length === 0 ? 'There is nothing to watch.'
			: `Nothing. No worker is down, restarting or stalled${paused ? `; ${paused} ${paused === 1 ? 'is' : 'are'} paused` : ''}.`);
	}

	function newWrong(name) {
		const item = { badge: badge(), what: make('span'), why: make('span', { class: 'why' }), orders: [orderButton('restart', () => [name], name)] };
		const title = make('button', { class: 'name', type: 'button', 'aria-haspopup': 'dialog', onclick: () => openDetails(name) }, name);
		item.element = make('li', { 'data-name': name }, item.badge.element, make('div', { class: 'what' }, title, item.what, item.why),
			make('div', { class: 'buttons' }, ...item.orders));
		return item;
	}

	function renderStates(views) {
		const group = $('states');
		if (group.childElementCount === 0) {
			for (const [key, label] of FILTERS) {
				group.append(make('button', { class: 'chip', type: 'button', 'data-filter': key, onclick: () => {
					page.filter = key;
					keepInUrl();
					render();
				} }, label, make('span', { class: 'count' })));
			}
		}
		FILTERS.forEach(([key, , test], index) => {
			const chip = group.children[index];
			text(chip.lastChild, numbers.format(views.filter(test).length));
			attribute(chip, 'aria-pressed', String(key === page.filter));
		});
	}

	function renderBulk() {
		const chosen = [...page.selected].filter((name) => page.rows.has(name));
		const any = chosen.length > 0 && (page.session?.orders.length ?? 0) > 0;
		show($('bulk'), any);
		text($('bulk-count'), `${plural(chosen.length, 'worker')} selected`);
		const group = $('bulk-buttons');
		if (group.childElementCount === 0) {
			group.append(...Object.keys(ORDERS).filter((kind) => kind !== 'run').map((kind) => orderButton(kind, () => [...page.selected].filter((name) => page.rows.has(name)), 'the selected workers')));
		}
		for (const button of group.children) {
			show(button, page.session?.orders.includes(button.dataset.order) ?? false);
			attribute(button, 'aria-disabled', may(button.dataset.order) ? null : 'true');
		}
		const all = $('pick-all');
		all.checked = any && chosen.length === page.rows.size;
		all.indeterminate = any && !all.checked;
	}

	// ---- the details of one worker ----

	async function openDetails(name) {
		page.open = name;
		page.openKey = null;
		keepInUrl();
		text($('details-title'), name);
		['scale-part', 'commands-part', 'lives-part', 'error-part', 'dump'].forEach((id) => show($(id), false));
		$('commands').replaceChildren();
		text($('log'), '');
		renderDetails();
		if (!$('details').open) {
			$('details').showModal();
		}
		$('details').scrollTop = 0;
		$('details-title').focus();
	}

	function renderDetails() {
		const name = page.open;
		if (name === null) {
			return;
		}
		const view = page.views.get(name);
		show($('details-gone'), view === undefined && page.daemon !== null);
		show($('details-orders'), view !== undefined);
		if (view === undefined) {
			return;
		}
		renderState(view);
		renderFacts(view);
		renderScale(view);
		const data = page.curves.get(name);
		if (data && $('details').dataset.drawn !== `${name} ${data.last}`) {
			$('details').dataset.drawn = `${name} ${data.last}`;
			chart($('chart-length'), data.loops, data.restarts, LONGEST_GAP);
			chart($('chart-memory'), data.memory, data.restarts, 1);
		}
		text($('chart-length-now'), view.iterations > 0 ? length(view.lastLoop) : '–');
		text($('chart-memory-now'), view.memory ? bytes(view.memory) : '–');
		const key = `${name} ${page.daemon} ${view.pid} ${view.restarts} ${view.failures} ${view.lastExit} ${view.state}`;
		if (page.openKey !== key) {
			page.openKey = key;
			loadDetails(name);
		}
	}

	function renderState(view) {
		const place = $('details-state');
		place.badge ??= badge();
		if (place.childElementCount === 0) {
			place.append(place.badge.element, make('span', { class: 'wanted' }));
		}
		place.badge.update(view);
		text(place.lastChild, wantedText(view));
		const group = $('details-orders');
		if (group.childElementCount === 0) {
			group.append(...['pause', 'restart', 'stop', 'run'].map((kind) => orderButton(kind, () => [page.open], 'this worker')));
		}
		updateOrders([...group.children], view);
	}

	function renderScale(view) {
		const instance = view.instance;
		show($('scale-part'), instance !== undefined && (page.session?.orders.includes('scale') ?? false));
		if (instance === undefined) {
			return;
		}
		const input = $('scale-number');
		attribute(input, 'max', String(instance.max));
		const key = `${instance.worker} ${instance.instances}`;
		if (input.dataset.of !== key) {
			input.dataset.of = key;
			input.value = instance.instances;
		}
		attribute($('scale-button'), 'aria-disabled', may('scale') ? null : 'true');
		attribute($('rolling-button'), 'aria-disabled', may('restart') ? null : 'true');
	}

	function instanceText(instance) {
		return `${instance.index} of ${instance.instances}, at most ${instance.max}`
			+ (instance.instances !== instance.configured ? `, configured are ${instance.configured}` : '')
			+ (instance.total !== instance.instances ? `; iterations still know of ${instance.total}` : '')
			+ (instance.waitingFor.length > 0 ? `, the change waits for ${instance.waitingFor.join(', ')}` : '');
	}

	function renderFacts(view) {
		const facts = {
			...(view.instance ? { 'Instance': instanceText(view.instance) } : {}),
			'In this state since': `${moments.format(view.since)} (${age(now() - view.since)})`,
			'Process': (view.pid ? `pid ${view.pid}` : 'none') + (view.process ? `, shared as ${view.process}` : ''),
			...(view.standbyPid ? { 'Hot standby': `pid ${view.standbyPid}, which has the beans of this worker` } : {}),
			'Rhythm': view.rhythm + (view.nextRun ? `, next at ${moments.format(view.nextRun)}` : ''),
			'When it goes down': view.forever ? 'it is restarted (forever)' : 'the daemon decides (not forever)',
			'Iterations': `${numbers.format(view.iterations)}, longest ${length(view.longestLoop)}`,
			'Failures': numbers.format(view.failures),
			'Restarts': numbers.format(view.restarts) + (view.replacements ? `, and ${numbers.format(view.replacements)} at a limit` : ''),
			'Last exit': view.lastExit ?? 'none',
			...(view.lease ? { 'Lease': view.lease } : {}),
			...(view.regionError ? { 'Status region': view.regionError } : {})
		};
		const list = $('facts');
		const keys = Object.keys(facts);
		if (list.childElementCount !== keys.length * 2) {
			list.replaceChildren(...keys.flatMap((key) => [make('dt', {}, key), make('dd')]));
		}
		keys.forEach((key, index) => {
			text(list.children[index * 2], key);
			text(list.children[index * 2 + 1], facts[key]);
		});
	}

	function chart(svg, values, restarts, gap) {
		if (svg.childElementCount === 0) {
			svg.append(makeSvg('path', { class: 'base', d: 'M0 39.5H120' }), makeSvg('path', { class: 'line' }), makeSvg('path', { class: 'marks' }));
		}
		draw(svg.children[1], svg.children[2], values, restarts, gap, 40);
	}

	async function loadDetails(name) {
		try {
			const { value } = await read(`worker?name=${encodeURIComponent(name)}`);
			if (page.open !== name) {
				return;
			}
			show($('error-part'), Boolean(value.lastError));
			text($('error'), value.lastError ?? '');
			text($('log'), value.log ?? `No file: its lines are in the output of the application, marked [${page.views.get(name)?.process ?? name}].`);
			renderLives(value.lives ?? []);
			if ($('commands').childElementCount === 0) {
				renderCommands(name, value.commands);
			}
		}
		catch {
			// The next look tells why, and loads them again
			page.openKey = null;
		}
	}

	function renderLives(lives) {
		show($('lives-part'), lives.length > 0);
		$('lives').tBodies[0].replaceChildren(...lives.map((life) => make('tr', {},
			make('td', {}, moments.format(life.started)),
			make('td', {}, life.reason && !life.ended ? '–' : age((life.ended ?? now()) - life.started)),
			make('td', {}, String(life.pid ?? '–')),
			make('td', {}, life.reason ? `${life.reason}${life.exit ? `: ${life.exit}` : ''}` : 'lives',
				make('span', { class: 'cause' }, (life.error ?? '').split('\n')[0])),
			make('td', { class: 'number' }, numbers.format(life.iterations ?? 0)))));
	}

	function renderCommands(name, commands) {
		const allowed = page.session?.orders.includes('send') ?? false;
		show($('commands-part'), allowed && (commands === undefined || commands.length > 0));
		if (!allowed) {
			return;
		}
		$('commands').append(...(commands ?? [null]).map((command) => commandForm(name, command)));
	}

	function commandForm(name, command) {
		const id = `command-${command?.name ?? 'any'}`;
		const free = command === null ? make('input', { id: `${id}-name`, required: true, autocomplete: 'off', spellcheck: 'false' }) : null;
		const fields = command ? command.parameters.map((parameter, index) => field(`${id}-${index}`, parameter))
			: [field(`${id}-args`, { name: 'Arguments, as a JSON array or object', required: false, schema: {} })];
		const output = make('output', { 'aria-live': 'polite' });
		const heading = command ? make('h4', {}, command.name) : make('h4', {}, 'Any command');
		const form = make('form', { class: 'command', 'aria-label': command ? `Command ${command.name}` : 'Any command' }, heading);
		if (command?.description) {
			form.append(make('p', { class: 'quiet' }, command.description));
		}
		if (free) {
			form.append(make('div', { class: 'field' }, make('label', { for: free.id }, 'Name'), free));
		}
		form.append(...fields.map((each) => each.element), make('div', {}, make('button', { class: 'button primary' }, 'Send')), output);
		form.addEventListener('submit', (event) => {
			event.preventDefault();
			send(name, command, free, fields, output);
		});
		return form;
	}

	function field(id, { name, required, schema }) {
		const kind = schema.enum ? 'enum' : schema.type;
		let input;
		if (kind === 'enum' || kind === 'boolean') {
			const values = kind === 'enum' ? schema.enum : ['true', 'false'];
			input = make('select', { id, required }, ...(required ? [] : [make('option', { value: '' }, '(not passed)')]),
				...values.map((value) => make('option', { value }, value)));
		}
		else if (kind === 'integer' || kind === 'number') {
			input = make('input', { id, required, type: 'number', step: kind === 'integer' ? '1' : 'any' });
		}
		else if (kind === 'string') {
			input = make('input', { id, autocomplete: 'off' });
		}
		else {
			input = make('textarea', { id, required, rows: '2', spellcheck: 'false', placeholder: 'JSON' });
		}
		const label = make('label', { for: id }, `${name}${required ? '' : ' (optional)'}`);
		const value = () => {
			if (kind === 'string') {
				return (input.value !== '' || required) ? input.value : undefined;
			}
			if (input.value.trim() === '') {
				return undefined;
			}
			return (kind === 'enum') ? input.value : JSON.parse(input.value);
		};
		return { name, input, value, element: make('div', { class: 'field' }, label, input) };
	}

	async function send(name, command, free, fields, output) {
		const told = (message, tone) => {
			text(output, message);
			attribute(output, 'data-tone', tone);
		};
		let args = {};
		for (const each of fields) {
			try {
				const value = each.value();
				if (command === null) {
					args = value ?? [];
				}
				else if (value !== undefined) {
					args[each.name] = value;
				}
			}
			catch {
				told(`'${each.name}' is not JSON.`, 'bad');
				each.input.focus();
				return;
			}
		}
		told('Waiting for its turn …', null);
		try {
			const [answer] = await call([{ method: 'worker.send', params: { name, command: command?.name ?? free.value.trim(), args } }]);
			if (answer.error) {
				const data = answer.error.data;
				told(`${answer.error.message}${data ? `\n${JSON.stringify(data, null, 2)}` : ''}`, 'bad');
			}
			else {
				told(answer.result === null ? 'Done.' : (typeof answer.result === 'string' ? answer.result : JSON.stringify(answer.result, null, 2)), 'good');
			}
		}
		catch (problem) {
			told(problem.name === 'TimeoutError' ? 'No answer. The command may have run.' : problem.message, 'bad');
		}
	}

	async function dump() {
		const name = page.open;
		const button = $('dump-button');
		attribute(button, 'aria-disabled', 'true');
		try {
			const { value } = await read(`threaddump?name=${encodeURIComponent(name)}`, { plain: true, patience: 30_000 });
			text($('dump'), value);
		}
		catch (problem) {
			text($('dump'), problem instanceof Refused ? problem.message || `Refused with status ${problem.status}.` : 'No answer.');
		}
		attribute(button, 'aria-disabled', null);
		if (page.open === name) {
			show($('dump'), true);
			$('dump').focus();
		}
	}

	// ---- telling ----

	function toast(message, tone) {
		const place = $('toasts');
		const top = [...document.querySelectorAll('dialog[open]')].pop() ?? document.body;
		if (place.parentNode !== top) {
			top.append(place);
		}
		const element = make('p', { class: 'toast', 'data-tone': tone }, message);
		place.append(element);
		setTimeout(() => element.remove(), tone ? 10_000 : 5000);
	}

	function speak(message) {
		text($('speaker'), message);
	}

	// ---- the address ----

	function keepInUrl() {
		const parameters = new URLSearchParams();
		if (page.query) {
			parameters.set('q', page.query);
		}
		if (page.filter !== 'all') {
			parameters.set('state', page.filter);
		}
		if (page.open) {
			parameters.set('worker', page.open);
		}
		const query = parameters.toString();
		history.replaceState(null, '', query ? `?${query}` : './');
	}

	function readUrl() {
		const parameters = new URLSearchParams(location.search);
		page.query = parameters.get('q') ?? '';
		const filter = parameters.get('state');
		page.filter = FILTERS.some(([key]) => key === filter) ? filter : 'all';
		$('search').value = page.query;
		return parameters.get('worker');
	}

	// ---- listening ----

	function listen() {
		$('search').addEventListener('input', (event) => {
			page.query = event.currentTarget.value.trim();
			keepInUrl();
			render();
		});
		$('pick-all').addEventListener('change', (event) => {
			page.selected = new Set(event.currentTarget.checked ? page.rows.keys() : []);
			render();
		});
		$('bulk-none').addEventListener('click', () => {
			page.selected.clear();
			render();
			$('search').focus();
		});
		$('rows').addEventListener('keydown', (event) => {
			const row = event.target.classList.contains('name') ? event.target.closest('tr') : null;
			const to = { ArrowDown: row?.nextElementSibling, ArrowUp: row?.previousElementSibling }[event.key];
			if (to) {
				event.preventDefault();
				to.querySelector('.name').focus();
			}
		});
		$('details-close').addEventListener('click', () => $('details').close());
		$('details').addEventListener('close', () => {
			const name = page.open;
			page.open = null;
			keepInUrl();
			document.body.append($('toasts'));
			page.rows.get(name)?.title.focus();
		});
		$('details').addEventListener('click', (event) => {
			if (event.target === $('details') && event.clientX < $('details').getBoundingClientRect().left) {
				$('details').close();
			}
		});
		$('scale').addEventListener('submit', (event) => {
			event.preventDefault();
			const instance = page.views.get(page.open)?.instance;
			if (instance && $('scale-button').getAttribute('aria-disabled') !== 'true') {
				scale(instance, $('scale-number').valueAsNumber);
			}
		});
		$('rolling-button').addEventListener('click', () => {
			const instance = page.views.get(page.open)?.instance;
			if (instance && $('rolling-button').getAttribute('aria-disabled') !== 'true') {
				restartRolling(instance);
			}
		});
		$('dump-button').addEventListener('click', () => {
			if ($('dump-button').getAttribute('aria-disabled') !== 'true') {
				dump();
			}
		});
		$('token-form').addEventListener('submit', (event) => {
			event.preventDefault();
			sessionStorage.setItem(TOKEN, $('token').value);
			$('token').value = '';
			page.ended = false;
			look();
		});
		document.addEventListener('visibilitychange', look);
		window.addEventListener('pageshow', look);
		setInterval(() => {
			if (page.goneSince && !document.hidden) {
				showGone();
			}
		}, LOOK_EVERY);
	}

	const wanted = readUrl();
	listen();
	look().then(() => wanted && page.views.has(wanted) ? openDetails(wanted) : null);

})();
