-- The demo tasks of benchmarks/tasks.py: every commune repeats the words and bodies of the plans' own tasks.
CREATE TEMP MACRO noise(a, b) AS (('0x' || substr(md5(a || ' ' || b), 1, 6))::BIGINT / 16777216.0);
CREATE TEMP TABLE model AS
    SELECT row_number() OVER (ORDER BY position) - 1 AS k, * FROM tasks WHERE section <> 'body';
CREATE TEMP TABLE demo AS
    SELECT n, i, format('viec_xa_{:04d}.{}', n, i) AS task_id, format('giao_viec_xa_{:04d}', n) AS document_id,
           format('xa_{:04d}', n) AS province_id, model.task_id AS model_id,
           noise(n::VARCHAR, i::VARCHAR) AS share
    FROM range(1, $communes + 1) AS communes(n), range(1, $each + 1) AS numbers(i)
    JOIN model ON k = (n * 7 + i * 3) % (SELECT count(*) FROM model);
UPDATE snapshot SET demo = true;
INSERT INTO provinces BY NAME
    SELECT DISTINCT province_id, format('Xã minh họa {:04d}', n) AS name_vi, format('Illustrative commune {:04d}', n) AS name_en,
           'province' AS kind, 34 AS vintage, $title AS source
    FROM demo ORDER BY province_id;
INSERT INTO documents BY NAME
    SELECT DISTINCT document_id, format('{}/KH-MH', n) AS number, DATE '2025-09-01' + (n % 90)::INTEGER AS issued_on,
           format('Kế hoạch minh họa của xã {:04d}', n) AS title_vi, province_id, 'announced_press' AS kind, $title AS note,
           (SELECT max(place) FROM documents) + n::INTEGER AS place
    FROM demo ORDER BY document_id;
CREATE TEMP TABLE base AS SELECT max(position) AS position FROM tasks;
INSERT INTO tasks BY NAME
    SELECT demo.task_id, demo.document_id, i::VARCHAR AS number, section, text_vi, lead_agencies, coordinating_agencies,
           CASE WHEN share < 0.15 THEN 'ongoing' WHEN share < 0.25 THEN 'none' ELSE 'date' END AS deadline_kind,
           CASE WHEN share >= 0.25 THEN DATE '2025-11-01' + (share * 1000)::INTEGER END AS deadline,
           CASE WHEN share >= 0.95 THEN DATE '2025-08-01' + (n % 30)::INTEGER END AS original_deadline,
           1 AS line, demo.province_id, text_printed, 'minh-hoa.txt' AS file,
           ((SELECT position FROM base) + (n - 1) * $each + i)::INTEGER AS position
    FROM demo JOIN model ON model.task_id = model_id ORDER BY position;
INSERT INTO task_agencies BY NAME
    SELECT demo.task_id, demo.document_id, agency_id, role, position
    FROM demo JOIN task_agencies ON task_agencies.task_id = model_id ORDER BY demo.task_id, role, position;
INSERT INTO task_updates BY NAME
    SELECT task_id, ['in_progress', 'stuck', 'done', 'not_started'][(n + i) % 4 + 1] AS status, $title AS note, $title AS evidence,
           DATE '2026-01-01' + (share * 300)::INTEGER AS recorded_at, $title AS reported_by, 'minh-hoa.csv' AS file, i::INTEGER AS row
    FROM demo WHERE (n * 31 + i * 17) % 5 = 0 ORDER BY task_id;
