-- The tables of benchmarks/communes.py; one that another one reads stands before it.
-- noise(a, b): a pseudo-random share of one that does not change between versions of the database.
CREATE TEMP MACRO noise(a, b) AS (('0x' || substr(md5(a || ' ' || b), 1, 6))::BIGINT / 16777216.0);
CREATE TEMP TABLE commune AS
    SELECT n, format('xa_{:04d}', n) AS province_id, format('ke_hoach_xa_{:04d}', n) AS document_id
    FROM range(1, $communes + 1) AS numbers(n);
CREATE TEMP TABLE measure AS
    SELECT k, coalesce($headlines[k], format('chi_tieu_{:03d}', k)) AS indicator_id,
           CASE WHEN k % 10 = 0 THEN 'enterprises' ELSE '%' END AS unit,
           CASE WHEN k % 15 = 7 THEN 'annual_flow' ELSE 'level' END AS cadence,
           CASE WHEN k % 12 = 5 THEN 'lower_better' ELSE 'higher_better' END AS direction,
           ['infrastructure', 'resources', 'science_technology', 'innovation', 'digital_transformation'][k % 5 + 1] AS section
    FROM range(1, $indicators + 1) AS numbers(k);
INSERT INTO units VALUES ('%', 'phần trăm', 'per cent', '%'), ('enterprises', 'doanh nghiệp', 'enterprises', NULL);
INSERT INTO provinces BY NAME
    SELECT province_id, format('{:05d}', n) AS code, format('Xã minh họa {:04d}', n) AS name_vi,
           format('Illustrative commune {:04d}', n) AS name_en, 'province' AS kind,
           format('Vùng minh họa {}', n % $regions + 1) AS region, 34 AS vintage, DATE '2025-07-01' AS valid_from,
           $title AS source, format('Illustrative region {}', n % $regions + 1) AS region_en, name_vi AS full_name_vi,
           name_en AS full_name_en
    FROM commune ORDER BY province_id;
INSERT INTO indicators BY NAME
    SELECT indicator_id, format('Chỉ tiêu minh họa {:03d}', k) AS name_vi, format('Illustrative indicator {:03d}', k) AS name_en,
           section, unit, direction, cadence, k <= 3 AS headline, $title AS definition_vi, 0.0 AS min_value,
           CASE WHEN unit = '%' THEN 100.0 END AS max_value, CASE WHEN unit = '%' THEN 0.5 ELSE 0 END AS materiality
    FROM measure ORDER BY indicator_id;
INSERT INTO series
    SELECT indicator_id, 'demo', $title, 'ILLUSTRATIVE DATA', $title, $title, 1, 'demo', 12 FROM measure ORDER BY indicator_id;
INSERT INTO documents BY NAME
    SELECT document_id, DATE '2025-10-01' AS issued_on, format('Kế hoạch minh họa của xã {:04d}', n) AS title_vi, province_id,
           'announced_press' AS kind, 'plan' AS form, $address AS source_url, $title AS note, n::INTEGER AS place
    FROM commune ORDER BY document_id;
INSERT INTO snapshot VALUES ($snapshot, TIMESTAMP '2026-01-01 00:00:00', 'minh-hoa', 'minh-hoa', 'minh-hoa', true, $schema);
CREATE TEMP TABLE target AS
    SELECT province_id, indicator_id, document_id, unit, cadence, direction, section,
           round(20 + 30 * noise(province_id, indicator_id), 1) AS first,
           round(1 + 6 * noise(indicator_id, province_id), 2) AS step
    FROM commune CROSS JOIN measure;
INSERT INTO target_path BY NAME
    SELECT province_id, indicator_id, document_id, year::INTEGER AS year, year % 5 = 0 AS official,
           CASE WHEN direction = 'lower_better' THEN first - step / 5 * (year - 2025) / 2 ELSE first + step / 5 * (year - 2025) END AS value,
           CASE WHEN year % 5 = 0 THEN 'official' ELSE 'interpolated' END AS method, cadence, 1 AS segment
    FROM target, range(2025, 2046) AS calendar(year) ORDER BY province_id, indicator_id, year;
INSERT INTO targets BY NAME
    SELECT format('{}.{}.{}', document_id, year, indicator_id) AS target_id, document_id, province_id, indicator_id, year,
           CASE WHEN direction = 'lower_better' THEN 'le' ELSE 'ge' END AS operator, value, unit, target_path.cadence,
           'in_force' AS status, section, $address AS source_url, 'demo' AS measure, indicator_id AS measured_indicator_id
    FROM target_path JOIN measure USING (indicator_id) WHERE official ORDER BY indicator_id, target_id;
INSERT INTO actuals BY NAME
    SELECT format('{}.{}.{}', province_id, indicator_id, year) AS actual_id, province_id, indicator_id, 'demo' AS series,
           make_date(year::INTEGER, 1, 1) AS period_start, make_date(year::INTEGER, 12, 31) AS period_end,
           round(first * (0.6 + (year - 2020) * 0.07 + 0.1 * noise(province_id, year::VARCHAR)), 1) AS value, 'exact' AS qualifier,
           unit, $title AS definition, $title AS source_title, $address AS source_url, $title AS publisher, 'medium' AS confidence,
           make_date(year::INTEGER + 1, 2, 15) AS recorded_at
    FROM target, range(2020, 2026) AS calendar(year) ORDER BY indicator_id, province_id, period_end;
INSERT INTO progress BY NAME
    SELECT target.province_id, target.indicator_id, target.document_id, 'demo' AS series, as_of.year::INTEGER AS as_of_year,
           2024 AS baseline_year, before.value AS baseline, 2025 AS actual_year, now.value AS actual, path.value AS planned,
           now.value - path.value AS gap, now.value / path.value AS attainment,
           (now.value - before.value) / nullif(path.value - before.value, 0) AS planned_progress,
           CASE WHEN now.value >= path.value THEN 'on_plan' WHEN planned_progress >= 0.95 THEN 'on_plan'
                WHEN planned_progress >= 0.6 THEN 'slightly_behind' WHEN planned_progress >= 0 THEN 'behind'
                ELSE 'below_baseline' END AS status,
           'planned_progress' AS reason, 'planned_progress' AS basis, step / 5 AS required_per_year,
           now.value - before.value AS achieved_per_year, 320 AS data_age_days, DATE '2025-12-31' AS actual_period_end,
           2025 AS planned_year, 'official' AS planned_method, 2030 AS next_milestone_year, first + step AS next_milestone,
           false AS plan_ended, now.actual_id, before.actual_id AS baseline_actual_id, 'exact' AS actual_qualifier,
           DATE '2025-12-31' AS planned_on, true AS planned_official, target.indicator_id AS measured_indicator_id
    FROM target
    JOIN actuals AS now ON now.province_id = target.province_id AND now.indicator_id = target.indicator_id
         AND now.period_end = DATE '2025-12-31'
    JOIN actuals AS before ON before.province_id = target.province_id AND before.indicator_id = target.indicator_id
         AND before.period_end = DATE '2024-12-31'
    JOIN target_path AS path ON path.province_id = target.province_id AND path.indicator_id = target.indicator_id AND path.year = 2025
    CROSS JOIN range(2025, 2027) AS as_of(year)
    ORDER BY target.indicator_id, as_of_year, target.province_id;
