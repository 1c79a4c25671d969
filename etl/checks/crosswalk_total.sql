-- error
SELECT former.province_id AS subject
FROM provinces AS former
LEFT JOIN crosswalk ON crosswalk.former_id = former.province_id
LEFT JOIN provinces AS successor ON successor.province_id = crosswalk.successor_id AND successor.vintage = 34
WHERE former.vintage = 63
GROUP BY former.province_id HAVING count(successor.province_id) <> 1
ORDER BY 1
