-- error: Số đơn vị cấp tỉnh phải là 63 (đến 30/06/2025) và 34 (từ 01/07/2025).
SELECT 'provinces' AS subject, format('63: {}; 34: {}', count(*) FILTER (vintage = 63), count(*) FILTER (vintage = 34)) AS detail
FROM provinces
HAVING count(*) FILTER (vintage = 63) <> 63 OR count(*) FILTER (vintage = 34) <> 34
